import { expect, it } from 'vitest';
import { entriesOf, roleOf } from '../../../src/http/page/entries.ts';
import { certificateOf, foundAt, inventoryOf, sourceOf } from '../../support/page-inventory.ts';

const inventory = inventoryOf(
  sourceOf({
    source: 'a',
    certificates: [foundAt('/late', certificateOf(90)), foundAt('/twin-1', certificateOf(5))],
  }),
  sourceOf({
    source: 'b',
    certificates: [foundAt('/twin-2', certificateOf(5)), foundAt('/gone', certificateOf(-3))],
  }),
);

it('sorts all sources together, soonest expiry first, otherwise as found', () => {
  const paths = entriesOf(inventory).map(({ source, found }) => `${source} ${found.location.path}`);
  expect(paths).toEqual(['b /gone', 'a /twin-1', 'b /twin-2', 'a /late']);
});

it('sorts an inventory once', () => {
  expect(entriesOf(inventory)).toBe(entriesOf(inventory));
  expect(entriesOf({ ...inventory })).not.toBe(entriesOf(inventory));
});

it('lets the place decide the role before the certificate', () => {
  const found = foundAt('/x', certificateOf(5, { role: 'root' }));
  expect(roleOf({ source: 'a', found })).toBe('root');
  expect(roleOf({ source: 'a', found: { ...found, role: 'leaf' } })).toBe('leaf');
});
