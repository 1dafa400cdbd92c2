import { expect, it } from 'vitest';
import { driftBetween } from '../../../src/trust/drift/drift-between.ts';

const setOf = (path: string, ...fingerprints: string[]) => ({ path, anchors: new Set(fingerprints) });

it('is what one has and the other lacks, in ascending order', () => {
  expect(driftBetween(setOf('/a', 'c', 'a', 'b'), setOf('/b', 'b', 'd'))).toEqual({
    left: '/a',
    right: '/b',
    onlyLeft: ['a', 'c'],
    onlyRight: ['d'],
  });
  expect(driftBetween(setOf('/a'), setOf('/b'))).toMatchObject({ onlyLeft: [], onlyRight: [] });
});
