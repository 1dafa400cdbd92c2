import { constants, crc32, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createBlock } from '../../src/metrics/block.ts';

const TEXT = 'tls_cert_info{path="/é"} 1\n'.repeat(5000);

it('holds the text in both forms, and its checksum', async () => {
  const block = await createBlock(Buffer.from(TEXT));
  expect((await block.plain()).toString()).toBe(TEXT);
  expect(block.length).toBe(Buffer.byteLength(TEXT));
  expect(block.crc32).toBe(crc32(TEXT));
  const inflated = inflateRawSync(block.deflated, { finishFlush: constants.Z_SYNC_FLUSH });
  expect(inflated.toString()).toBe(TEXT);
});

it('ends the compressed form on a byte boundary, with the empty block of a flush', async () => {
  const { deflated } = await createBlock(Buffer.from('x 1\n'));
  expect(deflated.subarray(-4)).toEqual(Buffer.from([0, 0, 0xff, 0xff]));
});

it('keeps no more memory than the compressed form needs', async () => {
  const { deflated } = await createBlock(Buffer.from(TEXT));
  expect(deflated.buffer.byteLength).toBe(deflated.length);
});

it('keeps the text once it was asked for, in memory of its size, until it is let go', async () => {
  const block = await createBlock(Buffer.from(TEXT));
  const plain = await block.plain();
  expect(plain.buffer.byteLength).toBe(plain.length);
  expect(await block.plain()).toBe(plain);
  block.forgetPlain();
  expect(await block.plain()).not.toBe(plain);
  expect(await block.plain()).toEqual(plain);
});

it('holds a text that is shorter than the least piece of memory that zlib takes', async () => {
  expect((await (await createBlock(Buffer.from('x 1\n'))).plain()).toString()).toBe('x 1\n');
});
