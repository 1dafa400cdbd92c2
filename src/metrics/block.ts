import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);

/** The text of a block is closed once it has this many bytes: it is compressed in a moment. */
export const BLOCK_BYTES = 128 * 1024;

/**
 * A piece of an exposition in both its forms. The compressed form ends on a byte boundary and refers to nothing
 * before it (RFC 1951), so that blocks can be put together in any order.
 */
export interface Block {
  readonly plain: Buffer;
  readonly deflated: Buffer;
  /** CRC-32 of `plain`. */
  readonly crc32: number;
}

/** Compresses in the thread pool, so the event loop goes on meanwhile. `plain`, UTF-8, is kept, and not empty. */
export async function createBlock(plain: Buffer): Promise<Block> {
  const output = await deflate(plain, OPTIONS);
  // What zlib gives back may be the beginning of a much larger piece of memory: keep only what is used.
  const deflated = Buffer.allocUnsafeSlow(output.length);
  output.copy(deflated);
  return { plain, deflated, crc32: crc32(plain) };
}

/** Level 1 costs a third of the default level and makes text like this hardly larger. */
const OPTIONS = { level: 1, finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 16 * 1024 };
