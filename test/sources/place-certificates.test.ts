import { expect, it } from 'vitest';
import { placeCertificates } from '../../src/sources/place-certificates.ts';
import { certificateWith } from '../support/inventory.ts';

const certificates = ['a', 'b', 'c'].map((subject) => certificateWith({ subject }));

it('counts in the order of the container where there are no entries', () => {
  const placed = placeCertificates({ certificates }, { path: '/a' });
  expect(placed.map(({ location, index }) => [location, index])).toEqual([
    [{ path: '/a' }, 0],
    [{ path: '/a' }, 1],
    [{ path: '/a' }, 2],
  ]);
});

it('counts in each entry, of whatever kind the place is', () => {
  const place = { object_kind: 'Secret', object_name: 's', object_key: 'k' };
  const placed = placeCertificates({ certificates, entries: ['x', 'y', 'x'] }, place);
  expect(placed.map(({ location, index }) => [location.entry, location.object_key, index])).toEqual([
    ['x', 'k', 0],
    ['y', 'k', 0],
    ['x', 'k', 1],
  ]);
});
