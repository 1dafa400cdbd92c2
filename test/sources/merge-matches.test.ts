import { expect, it } from 'vitest';
import { isBetterPath, MatchMerger } from '../../src/sources/merge-matches.ts';
import { TimeSlice } from '../../src/sources/time-slice.ts';

it('prefers names that are no hash links, then the bytewise smallest', () => {
  const paths = [
    '/z/0a1b2c3d.0',
    '/z/a.pem',
    '/a/0a1b2c3d.r12',
    '/b/B.pem',
    '/b/b.pem',
    '/b/\xe9.pem',
    '/b/0a1b2c3d',
  ];
  const best = paths.toSorted((a, b) => (isBetterPath(a, b) ? -1 : 1));
  expect(best).toEqual([
    '/b/0a1b2c3d',
    '/b/B.pem',
    '/b/b.pem',
    '/b/\xe9.pem',
    '/z/a.pem',
    '/a/0a1b2c3d.r12',
    '/z/0a1b2c3d.0',
  ]);
});

it('keeps each device and inode once, literal if any of its paths was', async () => {
  const file = (path: string, dev: bigint, ino: bigint, literal = false) => ({
    path,
    literal,
    identity: { dev, ino, size: 1n, mtimeNs: 1n, ctimeNs: 1n },
  });
  const matches = [file('/b', 1n, 1n, true), file('/c', 2n, 1n), file('/a', 1n, 1n), file('/d', 1n, 1n)];
  const merger = new MatchMerger();
  const slice = new TimeSlice(new AbortController().signal);
  const merged = await merger.merge(matches, slice);
  expect(await merger.merge([...matches], slice)).toBe(merged);
  expect(await merger.merge(matches.slice(0, 1), slice)).toHaveLength(1);
  expect(merged.map(({ path, literal }) => [path, literal])).toEqual([
    ['/a', true],
    ['/c', false],
  ]);
});
