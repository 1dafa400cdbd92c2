import { constants, crc32, deflateRawSync } from 'node:zlib';
import { combineCrc32 } from './crc32-combine.ts';
import type { Format } from './format.ts';
import { FRESH_FAMILIES } from './registry.ts';
import type { Segment } from './segment.ts';
import type { Snapshot } from './snapshot.ts';
import { renderFamily, renderOwnMetric } from './text.ts';

/** The body of an answer, in pieces that are shared with other answers and must not be changed. */
export interface Body {
  readonly pieces: readonly Buffer[];
  /** Bytes of all pieces. */
  readonly length: number;
}

/** What is rendered anew for each scrape; the last part of an exposition. */
export function renderFresh(snapshot: Snapshot, format: Format): string {
  const families = FRESH_FAMILIES.map((family) => renderFamily(family, snapshot, format));
  const own = snapshot.process.map((metric) => renderOwnMetric(metric, format));
  return [...families, ...own, format === 'openmetrics' ? '# EOF\n' : ''].join('');
}

/** The plain form of what is kept (`PlainForm`) and the fresh tail. */
export function plainBody(kept: readonly Buffer[], fresh: string): Body {
  return body([...kept, Buffer.from(fresh, 'utf8')]);
}

/**
 * The same as one gzip member (RFC 1952): what is kept is already compressed, only the fresh tail is compressed
 * now, and the checksum is combined. Members put one after the other would be as valid, but curl reads only the
 * first one.
 */
export function gzipBody(segments: readonly Segment[], fresh: string): Body {
  const tail = Buffer.from(fresh, 'utf8');
  let checksum = 0;
  let length = 0;
  for (const segment of segments) {
    checksum = combineCrc32(checksum, segment.crc32, segment.plainLength);
    length += segment.plainLength;
  }
  const trailer = Buffer.alloc(8);
  trailer.writeUInt32LE(crc32(tail, checksum), 0);
  trailer.writeUInt32LE((length + tail.length) % 2 ** 32, 4);
  const kept = segments.flatMap((segment) => segment.blocks.map((block) => block.deflated));
  return body([GZIP_HEADER, ...kept, deflateRawSync(tail, { level: constants.Z_BEST_SPEED }), trailer]);
}

/** Deflate, no flags, no time, no extra flags, unknown operating system. */
const GZIP_HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);

function body(pieces: readonly Buffer[]): Body {
  return { pieces, length: pieces.reduce((sum, piece) => sum + piece.length, 0) };
}
