import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/** A bundle has a quarter of a megabyte; what is larger than this is none. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Opening must not wait for a writer at the other end of a FIFO. */
const OPEN = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * The bytes of a regular file.
 * @throws what the system calls throw, and an Error with a `code` where it is no regular file or too large.
 */
export function readBounded(file: string): Buffer {
  const descriptor = openSync(file, OPEN);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) throw Object.assign(new Error('not a regular file'), { code: 'not a regular file' });
    if (stats.size > MOST_BYTES)
      throw Object.assign(new Error('too large'), { code: `more than ${MOST_BYTES} bytes` });
    const bytes = Buffer.allocUnsafe(stats.size);
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(descriptor, bytes, length, bytes.length - length, null);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(descriptor);
  }
}

/** What the operating system calls an error, `ENOENT`, or its message. */
export function errorWord(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code ?? (error instanceof Error ? error.message : String(error));
}
