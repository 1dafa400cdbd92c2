import * as fs from 'node:fs';
import { join } from 'node:path';
import fastGlob from 'fast-glob';
import { expect, it } from 'vitest';
import { parsePattern, parseTree } from '../../src/sources/glob-pattern.ts';
import { PatternSet } from '../../src/sources/pattern-set.ts';
import fc from '../support/fast-check.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('asks for a listing only where a wildcard makes it necessary', () => {
  const set = new PatternSet([parsePattern('/etc/ssl/*.crt'), parsePattern('/etc/a.pem')]);
  expect(set.start).toMatchObject({ needsListing: false, names: ['etc'], patterns: [0, 1] });
  const etc = set.start && set.step(set.start, 'etc').next;
  expect(etc).toMatchObject({ needsListing: false, names: ['ssl', 'a.pem'] });
  const ssl = etc && set.step(etc, 'ssl').next;
  expect(ssl).toMatchObject({ needsListing: true, names: [], patterns: [0] });
  expect(ssl && set.step(ssl, 'a.crt')).toMatchObject({ next: undefined, accepts: { literal: false } });
});

it('says what a name completes', () => {
  const set = new PatternSet([
    parsePattern('/a.crt'),
    parsePattern('/*'),
    parsePattern('/*.crt'),
    parseTree('/a.crt'),
  ]);
  const step = set.start && set.step(set.start, 'a.crt');
  expect(step?.accepts).toEqual({ literal: true, expectsFile: true, patterns: expect.any(Array) });
  expect(step?.accepts?.patterns.toSorted()).toEqual([0, 1, 2, 3]);
  expect(set.start && set.step(set.start, 'b').accepts).toEqual({
    literal: false,
    expectsFile: false,
    patterns: [1],
  });
});

it('gives the same state for the same positions, in another set of the same patterns too', () => {
  const patterns = ['/a/**/*.crt', '/a/b/c'].map((text) => parsePattern(text));
  const [left, right] = [new PatternSet(patterns), new PatternSet(patterns)];
  const state = left.start && left.step(left.start, 'a').next;
  expect(left.state(state?.positions ?? [])).toBe(state);
  expect(right.state(state?.positions ?? [])?.key).toBe(state?.key);
  expect(left.state([])).toBeUndefined();
});

it('matches what fast-glob itself matches', () => {
  const folder = temporaryFolder();
  const paths = ['a', 'b', 'ab', '.a', 'a.b'].flatMap((one) =>
    ['', '/a', '/b.a', '/.b', '/a/b', '/ab/a/b'].map((two) => `${one}x${two}`),
  );
  for (const path of paths) {
    const isFolder = paths.some((other) => other.startsWith(`${path}/`));
    fs.mkdirSync(join(folder, path, isFolder ? '.' : '..'), { recursive: true });
    if (!isFolder) fs.writeFileSync(join(folder, path), '');
  }
  const files = fastGlob.sync('**', { cwd: folder, dot: true });
  expect(files.length).toBeGreaterThan(10);
  // Without `!(a)`, which in a whole path picomatch holds against more than one name, and without `?`,
  // which fast-glob takes for a part of a fixed name where it is all that is special about a folder.
  const part = fc.constantFrom('*', '**', 'a*', '*x', '.*', '{a,ab}x', '[ab]x', '@(a|ab)x', 'a', 'b');
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 4 }), (parts) => {
      const pattern = parts.join('/');
      // A final `**` stands for one name or more with us; in picomatch's eyes also for none, so that `a/**` takes
      // the file `a`, which no shell does. `**/*` is how to say the former to it.
      const theirs = pattern.replace(/(?<=^|\/)\*\*$/, '**/*');
      const set = new PatternSet([parsePattern(`/${pattern}`)]);
      const accepted = files.filter((file) => acceptsWhole(set, file));
      // Its errors are those of a file where the fixed part of a pattern names a folder, which is no match.
      const options = { cwd: folder, suppressErrors: true };
      expect(accepted.sort()).toEqual(fastGlob.sync(theirs, options).sort());
    }),
    { numRuns: 300 },
  );
});

/** Whether the last name of the path, and no earlier one, completes a pattern. */
function acceptsWhole(set: PatternSet, path: string): boolean {
  const names = path.split('/');
  let state = set.start;
  for (const name of names.slice(0, -1)) state = state && set.step(state, name).next;
  return state !== undefined && set.step(state, names.at(-1) ?? '').accepts !== undefined;
}
