import { type BigIntStats, closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { errorWord } from '../../trust/audit/read-bounded.ts';
import type { TargetRefusal } from './target.ts';

/** Nobody's bundle is larger, and what is read has to be held three times. */
const MOST_BYTES = 256n * 1024n * 1024n;

/** Never through a link, and without waiting for the other end of a FIFO. */
const OPEN = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** The bytes of the very file that was looked at. */
export function readTarget(path: string, stats: BigIntStats): { readonly bytes: Buffer } | TargetRefusal {
  if (stats.size > MOST_BYTES)
    return { refused: `${path} has ${stats.size} bytes, which is no bundle of certificates` };
  try {
    const descriptor = openSync(path, OPEN);
    try {
      const opened = fstatSync(descriptor, { bigint: true });
      if (!isSameFile(opened, stats))
        return { refused: `${path} was replaced while it was looked at: try again` };
      const bytes = readFileSync(descriptor);
      if (BigInt(bytes.length) !== opened.size)
        return { refused: `${path} was written to while it was read: try again` };
      return { bytes };
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    return { refused: `${path} cannot be read (${errorWord(error)})` };
  }
}

/** The same file with, as far as the file system knows, the same content. A new name of it changes its ctime alone. */
export function isSameFile(left: BigIntStats, right: BigIntStats): boolean {
  return (
    left.dev === right.dev &&
    left.ino === right.ino &&
    left.size === right.size &&
    left.mtimeNs === right.mtimeNs
  );
}
