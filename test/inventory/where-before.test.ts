import { expect, it } from 'vitest';
import { whereBefore } from '../../src/inventory/where-before.ts';
import fc from '../support/fast-check.ts';

const found = (before: readonly string[], now: readonly string[]): number[] => {
  const where = whereBefore(before, now);
  return now.map((_, index) => where(index));
};

it.each([
  ['nothing has changed', 'abc', 'abc', [0, 1, 2]],
  ['one is new', 'abc', 'axc', [0, -1, 2]],
  ['several are new', 'abcde', 'axyde', [0, -1, -1, 3, 4]],
  ['the last one is new', 'abc', 'abx', [0, 1, -1]],
  ['one has gone', 'abcde', 'acde', [0, 2, 3, 4]],
  ['one has come', 'abcde', 'abxcde', [0, 1, -1, 2, 3, 4]],
  ['one has come at the end', 'abc', 'abcx', [0, 1, 2, -1]],
  ['all have turned round', 'ab', 'ba', [1, 0]],
  ['there was nothing', '', 'ab', [-1, -1]],
  ['there is nothing', 'ab', '', []],
])('%s', (_, before, now, expected) => {
  expect(found(before.split(''), now.split(''))).toEqual(expected);
});

it('never says a place where something else stood, nor one place twice', () => {
  const letters = fc.uniqueArray(fc.integer({ min: 0, max: 40 }).map(String), { maxLength: 40 });
  fc.assert(
    fc.property(letters, letters, (before, now) => {
      const places = found(before, now);
      const known = places.filter((place) => place !== -1);
      expect(known.every((place) => now[places.indexOf(place)] === before[place])).toBe(true);
      expect(new Set(known).size).toBe(known.length);
    }),
    { numRuns: 2000 },
  );
});
