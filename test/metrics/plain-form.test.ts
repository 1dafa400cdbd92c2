import { expect, it } from 'vitest';
import { createBlock } from '../../src/metrics/block.ts';
import { PlainForm } from '../../src/metrics/plain-form.ts';
import { createSegment, EMPTY_SEGMENT } from '../../src/metrics/segment.ts';

const TEN_MINUTES = 10 * 60 * 1000;

const segments = async () => [
  createSegment([await createBlock(Buffer.from('a 1\n')), await createBlock(Buffer.from('b 2\n'))]),
  EMPTY_SEGMENT,
  createSegment([await createBlock(Buffer.from('c 3\n'))]),
];

it('gives all blocks in their order', async () => {
  const pieces = await new PlainForm().pieces(await segments(), 0);
  expect(pieces.map(String)).toEqual(['a 1\n', 'b 2\n', 'c 3\n']);
});

it('keeps what it inflated for as long as somebody asks', async () => {
  const all = await segments();
  const form = new PlainForm();
  const first = await form.pieces(all, 0);
  await form.pieces(all, TEN_MINUTES - 1);
  form.tidy(all, TEN_MINUTES + 1);
  const again = await form.pieces(all, 2 * TEN_MINUTES - 2);
  expect(again.map((piece, index) => piece === first[index])).toEqual([true, true, true]);
});

it('lets go of it when nobody has asked for ten minutes', async () => {
  const all = await segments();
  const form = new PlainForm();
  const first = await form.pieces(all, 0);
  form.tidy(all, TEN_MINUTES);
  const again = await form.pieces(all, TEN_MINUTES);
  expect(again).toEqual(first);
  expect(again.map((piece, index) => piece === first[index])).toEqual([false, false, false]);
});
