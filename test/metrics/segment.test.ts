import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { createBlock } from '../../src/metrics/block.ts';
import { createSegment, EMPTY_SEGMENT } from '../../src/metrics/segment.ts';

it('adds up its blocks', async () => {
  const blocks = [await createBlock(Buffer.from('a 1\n')), await createBlock(Buffer.from('é 2\n'))];
  const segment = createSegment(blocks);
  expect(segment.plainLength).toBe(9);
  expect(segment.deflatedLength).toBe(blocks.reduce((sum, { deflated }) => sum + deflated.length, 0));
  expect(segment.crc32).toBe(crc32('a 1\né 2\n'));
});

it('is empty without blocks', () => {
  expect(createSegment([])).toEqual(EMPTY_SEGMENT);
});
