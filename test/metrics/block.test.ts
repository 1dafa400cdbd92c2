import { constants, crc32, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { createBlock } from '../../src/metrics/block.ts';

const TEXT = 'tls_cert_info{path="/é"} 1\n'.repeat(5000);

it('holds the text in both forms, and its checksum', async () => {
  const block = await createBlock(Buffer.from(TEXT));
  expect(block.plain.toString()).toBe(TEXT);
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
