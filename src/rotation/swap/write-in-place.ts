import { closeSync, constants, fstatSync, fsyncSync, ftruncateSync, openSync } from 'node:fs';
import { writeAll } from './durable-file.ts';
import { isSameFile } from './read-target.ts';
import { SwapError } from './swap-error.ts';
import type { Target } from './target.ts';

const OPEN = constants.O_WRONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK | constants.O_NOCTTY;

/** A disk writes whole sectors: after a power cut each is that of before, that of after, or empty. */
const SECTOR = 512;

/**
 * Writes into the file itself. A reader can see a part of each content, and a run that is ended here leaves one:
 * only where a backup is ready, and where nothing else is possible.
 *
 * @throws SwapError, an error of the system.
 */
export function writeInPlace({ path, stats }: Pick<Target, 'path' | 'stats'>, bytes: Buffer): void {
  const descriptor = openSync(path, OPEN);
  try {
    if (stats !== undefined && !isSameFile(fstatSync(descriptor, { bigint: true }), stats))
      throw new SwapError(`${path} was changed by somebody else meanwhile: nothing was replaced`);
    writeAll(descriptor, bytes);
    ftruncateSync(descriptor, bytes.length);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Whether content is what is left when writing `after` over `before` was ended somewhere in the middle. */
export function isTorn(content: Buffer, before: Buffer, after: Buffer): boolean {
  const mostBytes = Math.max(before.length, after.length);
  if (content.length > mostBytes || content.length < Math.min(before.length, after.length)) return false;
  for (let at = 0; at < content.length; at += SECTOR) {
    const [sector, old, fresh] = [content, before, after].map((bytes) => bytes.subarray(at, at + SECTOR));
    if (sector === undefined || old === undefined || fresh === undefined) continue;
    if (!isMix(sector, old, fresh) && sector.some((byte) => byte !== 0)) return false;
  }
  return true;
}

/** Whether it begins as `fresh`, as far as that had been written, and goes on as `old`; all of one is a mix too. */
function isMix(sector: Buffer, old: Buffer, fresh: Buffer): boolean {
  let written = 0;
  while (written < sector.length && sector[written] === fresh[written]) written += 1;
  return sector.subarray(written).equals(old.subarray(written, sector.length));
}
