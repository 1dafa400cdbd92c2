import { promisify } from 'node:util';
import { constants, crc32, deflateRaw, inflateRaw } from 'node:zlib';

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** The text of a block is closed once it has this many bytes: it is compressed in a moment. */
export const BLOCK_BYTES = 128 * 1024;

/** What a block is made of. */
interface BlockParts {
  readonly deflated: Buffer;
  readonly length: number;
  readonly crc32: number;
}

/**
 * A piece of an exposition. The compressed form is what is kept; it ends on a byte boundary and refers to nothing
 * before it (RFC 1951), so that blocks can be put together in any order. The text itself, twelve times as large, is
 * made of it again for those who ask, and then stays until it is let go.
 */
export class Block {
  readonly deflated: Buffer;
  /** Bytes of the text. */
  readonly length: number;
  /** CRC-32 of the text. */
  readonly crc32: number;
  #plain: Buffer | undefined;

  constructor({ deflated, length, crc32: checksum }: BlockParts) {
    this.deflated = deflated;
    this.length = length;
    this.crc32 = checksum;
  }

  /** The text, UTF-8. It is inflated in the thread pool the first time, and kept. */
  async plain(): Promise<Buffer> {
    this.#plain ??= await inflate(this.deflated, {
      finishFlush: constants.Z_SYNC_FLUSH,
      // One piece of memory of the right size; zlib takes no smaller one.
      chunkSize: Math.max(this.length, constants.Z_MIN_CHUNK),
    });
    return this.#plain;
  }

  /** Lets go of the text. */
  forgetPlain(): void {
    this.#plain = undefined;
  }
}

/** Compresses a text in UTF-8 that is not empty, in the thread pool, so that the event loop goes on meanwhile. */
export async function createBlock(plain: Buffer): Promise<Block> {
  const output = await deflate(plain, OPTIONS);
  // What zlib gives back may be the beginning of a much larger piece of memory: keep only what is used.
  const deflated = Buffer.allocUnsafeSlow(output.length);
  output.copy(deflated);
  return new Block({ deflated, length: plain.length, crc32: crc32(plain) });
}

/** Level 1 costs a third of the default level and makes text like this hardly larger. */
const OPTIONS = { level: 1, finishFlush: constants.Z_SYNC_FLUSH, chunkSize: 16 * 1024 };
