import { makeBackup, nextBackup } from './backups.ts';
import { errorInWords } from './error-in-words.ts';
import { type Journal, writeContent, writeJournal } from './journal.ts';
import { foldersOf, makeFolders } from './own-names.ts';
import { progressOf } from './progress.ts';
import { forget, putBack } from './put-back.ts';
import { replaceByRename } from './replace-by-rename.ts';
import { sha256 } from './sha256.ts';
import { SwapError } from './swap-error.ts';
import type { SwapOptions, Swapped } from './swapped.ts';
import type { Target } from './target.ts';
import { unfinished } from './unfinished.ts';
import { writeInPlace } from './write-in-place.ts';

/**
 * Replaces the content of a target. To be called with the lock held, for content that is another one than what is
 * there. Ended at any moment it leaves the target whole (in place: or what `recover` makes whole again).
 *
 * @throws SwapError where it did not happen; the target is then what it was.
 */
export async function swapIn(target: Target, bytes: Buffer, options: SwapOptions): Promise<Swapped> {
  const { directory } = options;
  const { path } = target;
  const folders = foldersOf(directory, path);
  const what = `${path} was not replaced`;
  let journal: Journal;
  try {
    makeFolders(directory, [folders.journals, folders.backups]);
    journal = plan(target, bytes, options);
    if (target.way === 'in_place') writeContent(directory, path, bytes);
    writeJournal(directory, journal);
  } catch (error) {
    throw errorInWords(error, what);
  }
  try {
    return unfinished(directory, journal, replace(target, bytes, journal));
  } catch (error) {
    throw undone(directory, journal, errorInWords(error, what));
  }
}

function plan(target: Target, bytes: Buffer, { directory, rotation, backups }: SwapOptions): Journal {
  const { path, way, sha256: before } = target;
  const after = sha256(bytes);
  if (before === after) throw new SwapError(`${path} has this content already: nothing was replaced`);
  const folder = foldersOf(directory, path).backups;
  return {
    version: 1,
    rotation,
    path,
    way,
    phase: 'swapping',
    ...(before !== undefined && { backup: nextBackup(folder, before), sha256Before: before }),
    sha256After: after,
    backups,
    startedAt: Date.now() / 1000,
  };
}

function replace(target: Target, bytes: Buffer, { backup }: Journal): readonly string[] {
  const keep = (): void => {
    if (backup !== undefined) makeBackup(target, backup);
  };
  if (target.way === 'rename') return replaceByRename(target, bytes, keep);
  keep();
  writeInPlace(target, bytes);
  return [];
}

/** Leaves nothing of a swap that failed, and says so; or says that even that failed. */
function undone(directory: string, journal: Journal, error: SwapError): SwapError {
  try {
    const progress = progressOf(directory, journal);
    if (progress === 'after' || progress === 'torn') putBack(directory, journal);
    forget(directory, journal);
    return error;
  } catch (second) {
    const also = errorInWords(second, 'and what it had begun could not be taken back');
    return new SwapError(`${error.message}; ${also.message}`, { cause: error });
  }
}
