import { expect, it } from 'vitest';
import { compileNamePattern, isLiteral } from '../../src/matching/name-pattern.ts';
import fc from '../support/fast-check.ts';

it('is not kept busy by a name that somebody has made for that', () => {
  const test = compileNamePattern(`${'*-'.repeat(40)}x`);
  expect(test('-'.repeat(100_000))).toBe(false);
});

it('is not kept busy through an expression either', () => {
  const test = compileNamePattern('/^(?!(x+)+y)(A|a|aa)+$/i');
  expect([test(`${'a'.repeat(252)}-`), test('a'.repeat(253))]).toEqual([false, true]);
});

it.each([
  ['tls.crt', ['tls.crt'], ['tls-crt', 'xtls.crt', 'tls.crt.bak']],
  ['*.crt', ['.crt', 'a.crt', 'a.crt.crt'], ['crt', 'a.crt.bak']],
  ['shop-?', ['shop-1'], ['shop-', 'shop-12']],
  ['*a*b*', ['ab', 'xaxbx', 'aab'], ['ba', 'a']],
  ['*', ['', 'anything'], []],
  ['/^ca/', ['ca.crt', 'cabal'], ['xca']],
  ['/\\.PEM$/i', ['a.pem'], ['a.pem.bak']],
])('%s', (pattern, yes, no) => {
  const test = compileNamePattern(pattern);
  expect([yes.filter((name) => !test(name)), no.filter(test)]).toEqual([[], []]);
});

it('matches globs as a regular expression made of them would', () => {
  const letter = fc.constantFrom('a', 'b', '.', '*', '?');
  const glob = fc.string({ unit: letter, maxLength: 8 });
  fc.assert(
    fc.property(glob, fc.string({ unit: fc.constantFrom('a', 'b', '.'), maxLength: 12 }), (pattern, name) => {
      const expression = pattern.replaceAll('.', '\\.').replaceAll('*', '.*').replaceAll('?', '.');
      expect(compileNamePattern(pattern)(name)).toBe(new RegExp(`^${expression}$`).test(name));
    }),
    { numRuns: 2000 },
  );
});

it('knows what stands for itself alone', () => {
  expect(['tls.crt', '/tls.crt', '*.crt', 'a?', '/a/', '/a/i'].map(isLiteral)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
  ]);
});

it('says that an expression is none', () => {
  expect(() => compileNamePattern('/(/')).toThrow(SyntaxError);
});
