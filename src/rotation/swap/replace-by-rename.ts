import { linkSync, lstatSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { copyAttributes, giveDefaults } from './attributes.ts';
import { syncFolder, writeNew } from './durable-file.ts';
import { keyOf, temporaryIn } from './own-names.ts';
import { isSameFile } from './read-target.ts';
import { SwapError } from './swap-error.ts';
import type { Target } from './target.ts';

/** What a target has to be like for a whole file to take its place. */
type Replaced = Pick<Target, 'path' | 'stats'>;

/**
 * Puts bytes in the place of a file: written beside it down to the disk, then renamed over it, so that every reader
 * at every moment, after a power cut too, finds all of the old or all of the new bytes.
 *
 * @param before Called when the new file is ready and nothing has been replaced.
 * @returns notes for the operator.
 * @throws SwapError or an error of the system; unless `before` had been called the target is as it was.
 */
export function replaceByRename(target: Replaced, bytes: Buffer, before: () => void): readonly string[] {
  const { path, stats } = target;
  const folder = dirname(path);
  const temporary = temporaryIn(folder, keyOf(path));
  let notes: readonly string[] = [];
  refuseChanged(target);
  writeNew(temporary, bytes, (descriptor) => {
    notes =
      stats === undefined ? giveDefaults(descriptor) : copyAttributes(path, stats, temporary, descriptor);
  });
  try {
    before();
    // Once more, because all of this took its time.
    refuseChanged(target);
    if (stats === undefined) putWhereNothingIs(temporary, path);
    else renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolder(folder);
  return notes;
}

/** Puts another name of a backup in the place of a file: the very file of before, with all that it had. */
export function replaceByLink(path: string, backup: string): void {
  const folder = dirname(path);
  const temporary = temporaryIn(folder, keyOf(path));
  linkSync(backup, temporary);
  try {
    renameSync(temporary, path);
  } finally {
    // Where both are one file already, rename(2) does nothing and leaves both names.
    rmSync(temporary, { force: true });
  }
  syncFolder(folder);
}

function refuseChanged({ path, stats }: Replaced): void {
  const now = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  const isSame = now === undefined || stats === undefined ? now === stats : isSameFile(now, stats);
  if (!isSame) throw new SwapError(`${path} was changed by somebody else meanwhile: nothing was replaced`);
}

/** Unlike a rename it fails where something has appeared there meanwhile. */
function putWhereNothingIs(temporary: string, path: string): void {
  linkSync(temporary, path);
  rmSync(temporary);
}
