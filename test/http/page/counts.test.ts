import { expect, it } from 'vitest';
import { countEntries, minus, total, totalOf } from '../../../src/http/page/counts.ts';
import { entriesOf } from '../../../src/http/page/entries.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';

it('counts by status and role', () => {
  const certificates = [
    certificateOf(-3),
    certificateOf(-900, { role: 'root' }),
    certificateOf(6),
    certificateOf(20, { role: 'intermediate' }),
    certificateOf(300),
    certificateOf(300, { notBefore: NOW + 60 }),
  ].map((certificate) => foundAt('/x', certificate));
  const counts = countEntries(entriesOf(inventoryOf(sourceOf({ certificates }))), NOW);
  expect(counts.expired).toEqual({ leaf: 1, intermediate: 0, root: 1 });
  expect(totalOf(counts, 'expired')).toBe(2);
  expect(totalOf(counts, 'critical')).toBe(1);
  expect(counts.warning.intermediate).toBe(1);
  expect(totalOf(counts, 'not_yet_valid')).toBe(1);
  expect(totalOf(counts, 'fine')).toBe(1);
  expect(total(counts)).toBe(6);
});

it('takes some from all', () => {
  const of = (...left: number[]) =>
    countEntries(
      left.map((days) => ({ source: 'a', found: foundAt('/x', certificateOf(days, { role: 'root' })) })),
      NOW,
    );
  expect(minus(of(-1, -1, 5, 20, 300), of(-1, 20))).toEqual(of(-1, 5, 300));
});
