import { expect, it } from 'vitest';
import { Automaton } from '../../src/matching/automaton.ts';
import { parseExpression } from '../../src/matching/expression-syntax.ts';
import { drawnExpression, drawnName } from '../support/draw-expression.ts';
import fc from '../support/fast-check.ts';

const automaton = (regex: RegExp): Automaton => new Automaton(parseExpression(regex));

it.each([
  [/(a+)+b/, 'a'.repeat(4096)],
  [/(a|a|aa)*b/i, 'aA'.repeat(2048)],
  [/^(?!.*(a*)*b).*c$/, 'a'.repeat(4096)],
  [/(?<=(a|aa)+b)c/, 'a'.repeat(4096)],
  [/(?=(?=(?!(a*)*b)a)(a+)+$)c/, 'a'.repeat(4096)],
  [/[^/]*a[^/]*a[^/]*a[^/]*a[^/]*b/, 'a'.repeat(4096)],
  [/((a{0,9}){0,9}){0,9}b/, 'a'.repeat(4096)],
])('%s takes a step for each of its states and each character at most', (regex, name) => {
  const test = automaton(regex);
  expect(test.test(name)).toBe(false);
  expect(test.steps).toBeGreaterThan(4096);
  expect(test.steps).toBeLessThanOrEqual(test.size * (name.length + 1));
});

it('matches what JavaScript matches, and always in bounded time', () => {
  fc.assert(
    fc.property(drawnExpression, fc.array(drawnName, { minLength: 1, maxLength: 8 }), (regex, names) => {
      const test = automaton(regex);
      for (const name of names) {
        const before = test.steps;
        expect([name, test.test(name)]).toEqual([name, regex.test(name)]);
        expect(test.steps - before).toBeLessThanOrEqual(test.size * (name.length + 1));
      }
    }),
    { numRuns: 2000 },
  );
});

it.each([
  [/a(?-i:b)c/i, ['ABC', 'AbC'], [false, true]],
  [/a(?i:b(?-i:c))/, ['aBc', 'aBC', 'Abc'], [true, false, false]],
  [/(?=(?-i:|[^a]|)\n|µ)a/i, ['A\n', 'a\n'], [true, false]],
])('knows where %s has which flags', (regex, names, expected) => {
  expect(names.map((name) => automaton(regex).test(name))).toEqual(expected);
});

it('remembers nothing of the name before', () => {
  const test = automaton(/^(?=.*b)a/);
  expect(['ab', 'a', 'ba', 'aab', ''].map((name) => test.test(name))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});
