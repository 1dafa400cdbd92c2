import { expect, it } from 'vitest';
import { isBareWildcard, parseExclude, parsePattern, parseTree } from '../../src/sources/glob-pattern.ts';
import { PatternSet } from '../../src/sources/pattern-set.ts';

const matches = (pattern: string, path: string): boolean =>
  new PatternSet([parsePattern(pattern)]).covers(path);

it.each([
  ['/etc/*.crt', '/etc/a.crt', true],
  ['/etc/*.crt', '/etc/a/b.crt', false],
  ['/etc/*.crt', '/etc/.a.crt', false],
  ['/etc/.*.crt', '/etc/.a.crt', true],
  ['/etc/**/*.crt', '/etc/a.crt', true],
  ['/etc/**/*.crt', '/etc/a/b/c.crt', true],
  ['/etc/**/*.crt', '/etc/.a/b.crt', false],
  ['/etc/**/b/*', '/etc/a/b/c', true],
  ['/etc/**', '/etc', false],
  ['/etc/{a,b/c}/*.{crt,pem}', '/etc/b/c/x.pem', true],
  ['/etc/{a,b/c}/*.{crt,pem}', '/etc/b/x.pem', false],
  ['/etc/x{1..3}', '/etc/x2', true],
  ['/etc/?[a-c][!x].crt', '/etc/zby.crt', true],
  ['/etc/?[a-c][!x].crt', '/etc/zbx.crt', false],
  ['/etc/!(a).crt', '/etc/a.crt', false],
  ['/etc/@(a|b).crt', '/etc/b.crt', true],
  ['/etc/a\\*.crt', '/etc/a*.crt', true],
  ['/etc/a\\*.crt', '/etc/ab.crt', false],
  ['/etc//./a.crt', '/etc/a.crt', true],
  ['/etc/a?c/*', '/etc/abc/d', true],
  ['/etc/a?c/*', '/etc/ac/d', false],
  ['/etc/!(a)/b.crt', '/etc/ab/b.crt', true],
  ['/etc/*', '/etc/new\nline', true],
])('%s and %s: %s', (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});

it('tells paths, globs and trees apart', () => {
  expect(parsePattern('/etc/a[b]').kind).toBe('glob');
  expect(parsePattern('/etc/a-b.crt').kind).toBe('path');
  expect(parseTree('/etc/[x]*').kind).toBe('tree');
  expect(new PatternSet([parseTree('/etc/[x]*')]).covers('/etc/[x]*/.a')).toBe(true);
  expect(new PatternSet([parseTree('/etc/[x]*')]).covers('/etc/xy/a')).toBe(false);
});

it('holds exclusions without a leading slash at every depth, and for names with a dot', () => {
  const excluded = (pattern: string, path: string): boolean =>
    new PatternSet([parseExclude(pattern)]).covers(path);
  expect(excluded('*.old.crt', '/a/b/c.old.crt')).toBe(true);
  expect(excluded('**/private/**', '/etc/private/.a')).toBe(true);
  expect(excluded('private', '/etc/ssl/private/key.pem')).toBe(true);
  expect(excluded('/private/**', '/etc/private/a')).toBe(false);
});

it('knows a wildcard that takes everything', () => {
  const last = (pattern: string): boolean => isBareWildcard(parsePattern(pattern).alternatives[0]?.at(-1));
  expect([last('/a/*'), last('/a/**'), last('/a/*.crt'), last('/*/a')]).toEqual([true, true, false, false]);
});
