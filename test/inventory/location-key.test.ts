import { expect, it } from 'vitest';
import { locationKey } from '../../src/inventory/location-key.ts';
import { LOCATION_LABELS, type Location } from '../../src/model/location.ts';
import fc from '../support/fast-check.ts';

const value = fc.oneof(fc.constantFrom('', '\0', '/', 'a', '\0a', '"'), fc.string({ maxLength: 3 }));
const location = fc
  .array(fc.tuple(fc.constantFrom(...LOCATION_LABELS), value), { maxLength: 5 })
  .map((labels): Location => Object.fromEntries(labels));

/** To Prometheus an empty value is no label. */
const shown = (of: Location): string =>
  JSON.stringify(LOCATION_LABELS.map((label) => (of[label] ?? '').toWellFormed()));

it('is the same for the same labels, and for no others', () => {
  fc.assert(
    fc.property(location, location, (left, right) => {
      expect(locationKey(left) === locationKey(right)).toBe(shown(left) === shown(right));
    }),
    { numRuns: 5000 },
  );
});

it('does not take one location for another whose labels would read the same one after the other', () => {
  expect(locationKey({ path: 'a', entry: 'b' })).not.toBe(locationKey({ path: 'a;entry:1:b' }));
});

it('takes an empty label for none, as Prometheus does', () => {
  expect(locationKey({ path: 'a', entry: '' })).toBe(locationKey({ path: 'a' }));
});
