import { expect, it } from 'vitest';
import { locationKey } from '../../src/inventory/location-key.ts';
import { positionsOf } from '../../src/inventory/positions.ts';
import type { Location } from '../../src/model/location.ts';
import fc from '../support/fast-check.ts';

interface Named {
  readonly location: Location;
  readonly name: string;
}

const places: readonly Location[] = [
  { path: '/a' },
  // Another object, the same place; and one that only an empty value tells apart.
  { path: '/a' },
  { path: '/a', entry: '' },
  { object_kind: 'Secret', object_name: 'a', object_key: 'k' },
  { object_kind: 'Secret', object_namespace: '', object_name: 'a', object_key: 'k' },
  { object_kind: 'Secret', object_namespace: 'n', object_name: 'a', object_key: 'k' },
];

/** As simple as can be. */
function naive(found: readonly Named[]): number[] {
  const seen = new Map<string, number>();
  return found.map(({ location, name }) => {
    const key = JSON.stringify([locationKey(location), name]);
    const position = seen.get(key) ?? 0;
    seen.set(key, position + 1);
    return position;
  });
}

it('counts names at a place, however its certificates stand', () => {
  const one = fc.record({ place: fc.nat(places.length - 1), name: fc.constantFrom('x', 'y', 'z') });
  fc.assert(
    fc.property(fc.array(one, { maxLength: 30 }), (ones) => {
      const found = ones.map(({ place, name }): Named => ({ location: places[place] ?? {}, name }));
      expect(positionsOf(found, ({ name }) => name)).toEqual(naive(found));
    }),
    { numRuns: 3000 },
  );
});

it('takes names for the same that are shown alike', () => {
  const cut = '…'.repeat(2000);
  const found = [cut, cut].map((name) => ({ location: places[0] ?? {}, name }));
  expect(positionsOf(found, ({ name }) => name)).toEqual([0, 1]);
});
