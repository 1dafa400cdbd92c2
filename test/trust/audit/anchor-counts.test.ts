import { expect, it } from 'vitest';
import { AnchorCounts } from '../../../src/trust/audit/anchor-counts.ts';

const DAY = 86_400;

it('tells a sudden loss for a day, and then takes the new number for what is right', () => {
  const counts = new AnchorCounts();
  expect(counts.look('/a', 140, 0)).toBeUndefined();
  expect(counts.look('/a', 112, 60)).toBeUndefined();
  const finding = {
    check: 'shrunk',
    level: 'high',
    detail: expect.stringContaining('has 111 anchors, and had 140'),
  };
  expect(counts.look('/a', 111, 120)).toMatchObject(finding);
  expect(counts.look('/a', 111, DAY)).toMatchObject(finding);
  expect(counts.look('/a', 111, DAY + 1)).toBeUndefined();
  expect(counts.look('/a', 111, DAY + 2)).toBeUndefined();
});

it('adds its finding before the others', () => {
  const counts = new AnchorCounts();
  const bundle = { path: '/a', sha256: undefined, anchors: 20, findings: [], reference: undefined };
  expect(counts.addTo([bundle], 0)).toEqual([bundle]);
  expect(counts.addTo([{ ...bundle, anchors: 3 }], 1)).toMatchObject([
    { anchors: 3, findings: [{ check: 'shrunk' }] },
  ]);
});

it('is silent once the anchors are back, about small bundles, and about each bundle by itself', () => {
  const counts = new AnchorCounts();
  counts.look('/a', 140, 0);
  expect(counts.look('/a', 0, 1)).toBeDefined();
  expect(counts.look('/a', 141, 2)).toBeUndefined();
  expect(counts.look('/b', 9, 0)).toBeUndefined();
  expect(counts.look('/b', 0, 1)).toBeUndefined();
  expect(counts.look('/c', 20, 0)).toBeUndefined();
});
