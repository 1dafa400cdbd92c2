import { makeRe } from 'fast-glob/out/utils/pattern.js';
import { expect, it } from 'vitest';
import { Automaton } from '../../src/matching/automaton.ts';
import { parseExpression } from '../../src/matching/expression-syntax.ts';
import { isBareWildcard, parseExclude, parsePattern, parseTree } from '../../src/sources/glob-pattern.ts';
import { PatternSet } from '../../src/sources/pattern-set.ts';
import fc from '../support/fast-check.ts';

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

// Each would take picomatch's expression longer than anybody waits: the test ends or it does not.
it.each([
  '*a*a*a*a*a*a*b',
  '!(*a*a*a*a*a*a)b',
  'x*(*a|*aa|a*)b',
  '*(a|aa|aaa)+(a|aa)b',
  '*[a-z]*[!b]*[a-c]*?*b',
])('matches %s against a name made to hold it up', (glob) => {
  const name = 'a'.repeat(255);
  expect([matches(`/${glob}`, `/${name}`), matches(`/${glob}`, `/x${name}`)]).toEqual([false, false]);
});

it('takes digits behind a backslash for what they are, as a shell does', () => {
  expect(matches('/@(a|b)\\1.crt', '/a1.crt')).toBe(true);
  expect(matches('/@(a|b)\\1.crt', '/aa.crt')).toBe(false);
});

it('says which glob is too large', () => {
  expect(() => parsePattern(`/etc/${'*a'.repeat(2500)}`)).toThrow(/^the glob \*a.* it is too large/);
});

const glob = fc
  .array(
    fc.oneof(
      { arbitrary: fc.constantFrom('*', '*', '?', 'a', 'b', '.', '-', '\\*', '\\?', '**'), weight: 5 },
      fc.constantFrom('[ab]', '[^a]', '[a-c]', '[.]', '[^.-]', '[[:alpha:]]', '(a|b)', '[', ']', ')', '('),
      fc
        .tuple(
          fc.constantFrom('!', '@', '?', '*', '+'),
          fc.array(fc.constantFrom('a', 'b*', '?', '.', ''), { maxLength: 3 }),
        )
        .map(([sign, options]) => `${sign}(${options.join('|')})`),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((parts) => parts.join(''));
const name = fc.string({
  unit: fc.constantFrom('a', 'a', 'b', 'b', 'c', '.', '-', '*', '?', '\n', '\xe9', '(', '|', ')'),
  maxLength: 10,
});

it('means what picomatch means, whichever of the two matchers does it', () => {
  fc.assert(
    fc.property(
      glob,
      fc.boolean(),
      fc.array(name, { minLength: 1, maxLength: 10 }),
      (pattern, dot, names) => {
        const theirs = makeRe(pattern, { dot });
        const automaton = new Automaton(parseExpression(theirs));
        for (const each of names) {
          expect([each, automaton.test(each)]).toEqual([each, theirs.test(each)]);
        }
      },
    ),
    { numRuns: 3000 },
  );
});
