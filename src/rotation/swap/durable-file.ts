import { closeSync, constants, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Never through a link, and never a file that somebody has put there before. */
const CREATE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/**
 * Everything in this room is written by calls that wait: a swap is a few milliseconds in a process of its own, its
 * order is what makes it safe, and a list of calls in a fixed order can be ended at each of them in a test.
 */

/** Makes the names in a folder last through a power cut, as `fsync` of a file makes its bytes (fsync(2)). */
export function syncFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a file that must not be there yet, down to the disk. `finish` is called before that with its descriptor.
 * Where anything fails the file is gone again.
 */
export function writeNew(path: string, bytes: Buffer, finish: (descriptor: number) => void): void {
  const descriptor = openSync(path, CREATE, 0o600);
  try {
    try {
      writeAll(descriptor, bytes);
      finish(descriptor);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (error) {
    rmSync(path, { force: true });
    throw error;
  }
}

/** Writes all of it from the beginning of the file on, however little the system takes at once. */
export function writeAll(descriptor: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, at);
}

/** Replaces a file of our own, so that whoever reads it sees all of the old or all of the new content. */
export function replaceFile(
  path: string,
  temporary: string,
  bytes: Buffer,
  finish: (descriptor: number) => void,
): void {
  writeNew(temporary, bytes, finish);
  try {
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}
