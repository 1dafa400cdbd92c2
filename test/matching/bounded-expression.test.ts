import { expect, it } from 'vitest';
import { boundedTest } from '../../src/matching/bounded-expression.ts';
import { drawnExpression, drawnName } from '../support/draw-expression.ts';
import fc from '../support/fast-check.ts';

// Each of these would keep a backtracking matcher busy for longer than anybody waits: the test ends or it does not.
it.each([
  [/(a+)+b/, 'a'.repeat(4096), 'ab'],
  [/(a|A|aa)*b$/i, 'aA'.repeat(2048), 'aAB'],
  [/^(?!(a+)+b)(a|aa)+c$/, 'a'.repeat(4096), 'aac'],
  [/(?:[a-z0-9-]{1,63}\.){1,6}crt/i, 'a.'.repeat(2048), 'a.b.CRT'],
  [/(.*a){30}/, 'a'.repeat(29), 'a'.repeat(30)],
])('%s is matched in bounded time', (regex, hostile, meant) => {
  expect([boundedTest(regex)(hostile), boundedTest(regex)(meant)]).toEqual([false, true]);
});

it('means what the expression means', () => {
  fc.assert(
    fc.property(drawnExpression, drawnName, (regex, name) => {
      expect(boundedTest(regex)(name)).toBe(regex.test(name));
    }),
    { numRuns: 2000 },
  );
});

it('means the same where names become too long for JavaScript', () => {
  const regex = /^[^/]*a[^/]*b[^/]*c$/i;
  const test = boundedTest(regex);
  for (let length = 0; length < 100; length++) {
    const names = ['aBc', 'acb'].map((part) => `${'x'.repeat(length)}${part}`);
    expect(names.map((name) => test(name))).toEqual([true, false]);
  }
});

it('keeps no place from one name to the next', () => {
  const test = boundedTest(/a/gy);
  expect([test('ba'), test('ba')]).toEqual([true, true]);
});

it.each([
  [/(a)\1/, '\\1 refers back to what a group matched'],
  [/(?<n>a)\k<n>/, '\\k refers back to what a group matched'],
  [/(a{1,99}){1,99}b/, 'it is too large'],
  [/a/u, 'the flags u and v are not understood'],
])('refuses %s', (regex, why) => {
  expect(() => boundedTest(regex)).toThrow(SyntaxError);
  expect(() => boundedTest(regex)).toThrow(why);
});

it('takes a list of two hundred names', () => {
  const names = Array.from({ length: 200 }, (_, n) => `host-${n}.example`);
  const test = boundedTest(new RegExp(`/(${names.join('|')})\\.crt$`));
  expect([test('/etc/ssl/host-199.example.crt'), test('/etc/ssl/host-200.example.crt')]).toEqual([
    true,
    false,
  ]);
});
