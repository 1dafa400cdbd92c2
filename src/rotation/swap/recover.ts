import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolder } from './durable-file.ts';
import { errorInWords } from './error-in-words.ts';
import { dropContent, type Journal, readJournal, removeJournal } from './journal.ts';
import { foldersOf, keyOf, sweepTemporaries } from './own-names.ts';
import { progressOf } from './progress.ts';
import { dropShared, forget, putBack } from './put-back.ts';
import { resolveTarget } from './resolve-target.ts';
import type { Recovered } from './swapped.ts';
import { unfinished } from './unfinished.ts';

/**
 * Clears up after a run that was ended in the middle, by a kill or a power cut, and says what is still due. To be
 * called with the lock held, before the target is opened. Where no run is unfinished it changes nothing.
 *
 * @throws SwapError where what was half written cannot be made whole.
 */
export async function recover(directory: string, target: string): Promise<Recovered> {
  const resolved = resolveTarget(target);
  if ('refused' in resolved) return { state: 'nothing' };
  const { path } = resolved;
  try {
    const swept = sweep(directory, path);
    const journal = readJournal(directory, path);
    if (journal !== undefined) return settle(directory, path, journal);
    dropShared(directory, path);
    dropContent(directory, path);
    return swept.length === 0
      ? { state: 'nothing' }
      : { state: 'swept', detail: `removed ${swept.join(', ')}` };
  } catch (error) {
    throw errorInWords(error, `what an earlier run has left of ${path} could not be cleared up`);
  }
}

function settle(directory: string, path: string, journal: Journal | 'unreadable'): Recovered {
  if (journal === 'unreadable') {
    removeJournal(directory, path);
    return {
      state: 'changed_since',
      detail: `an earlier run of ${path} was ended, and its journal cannot be read`,
    };
  }
  const ended = `the run of ${new Date(journal.startedAt * 1000).toISOString()} was ended`;
  const progress = progressOf(directory, journal);
  if (progress === 'foreign') {
    removeJournal(directory, path);
    const kept = journal.backup === undefined ? '' : `; the content of before it is ${journal.backup}`;
    return {
      state: 'changed_since',
      detail: `${ended}, and ${path} was written by somebody else since${kept}`,
    };
  }
  if (progress === 'before' && journal.phase === 'swapping') {
    forget(directory, journal);
    return { state: 'swept', detail: `${ended} before it had replaced ${path}` };
  }
  if (progress === 'after' && journal.phase === 'swapping') {
    // Whoever was ended between the rename and this did not see it through to the disk.
    syncFolder(dirname(path));
    const detail = `${ended} after it had replaced ${path}, perhaps before its hooks had run`;
    return { state: 'hooks_due', detail, swap: unfinished(directory, journal, []) };
  }
  putBack(directory, journal);
  const detail = `${ended}, and ${path} has the content of before it again`;
  const back = unfinished(directory, journal, [], true);
  return { state: 'reload_due', detail, done: () => back.done() };
}

/** Temporary files of processes that have ended, beside the target and in the rotation directory. */
function sweep(directory: string, path: string): readonly string[] {
  const folders = [dirname(path), foldersOf(directory, path).journals];
  return folders.filter(isThere).flatMap((folder) => sweepTemporaries(folder, keyOf(path)));
}

function isThere(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
