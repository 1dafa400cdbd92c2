import { expect, it } from 'vitest';
import { locationLabels } from '../../src/metrics/location-labels.ts';
import { LOCATION_LABELS } from '../../src/model/location.ts';

it('has every location label, in the order in which they are printed', () => {
  expect(Object.keys(locationLabels({}))).toEqual([...LOCATION_LABELS]);
});

it('takes each from the location, whatever the order of its keys', () => {
  const reversed = Object.fromEntries(LOCATION_LABELS.toReversed().map((label) => [label, `the ${label}`]));
  expect(Object.entries(locationLabels(reversed))).toEqual(
    LOCATION_LABELS.map((label) => [label, `the ${label}`]),
  );
});
