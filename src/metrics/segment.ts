import type { Block } from './block.ts';
import { combineCrc32 } from './crc32-combine.ts';

/**
 * A part of the exposition that is kept between scrapes: whole families, each of whose lines is the same in every
 * format. Immutable; a change makes a new one, which shares the blocks that did not change.
 */
export interface Segment {
  readonly blocks: readonly Block[];
  /** Bytes of all blocks, plain. */
  readonly plainLength: number;
  /** Bytes of all blocks, compressed. */
  readonly deflatedLength: number;
  /** CRC-32 of all plain blocks put together. */
  readonly crc32: number;
}

export const EMPTY_SEGMENT: Segment = { blocks: [], plainLength: 0, deflatedLength: 0, crc32: 0 };

export function createSegment(blocks: readonly Block[]): Segment {
  let { plainLength, deflatedLength, crc32 } = EMPTY_SEGMENT;
  for (const block of blocks) {
    crc32 = combineCrc32(crc32, block.crc32, block.length);
    plainLength += block.length;
    deflatedLength += block.deflated.length;
  }
  return { blocks, plainLength, deflatedLength, crc32 };
}
