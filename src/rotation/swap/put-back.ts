import { lstatSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { NO_LINK, pruneBackups, sharingBackups } from './backups.ts';
import { syncFolder } from './durable-file.ts';
import { type Journal, removeJournal, writeJournal } from './journal.ts';
import { foldersOf } from './own-names.ts';
import { progressOf, readIfThere } from './progress.ts';
import { replaceByLink, replaceByRename } from './replace-by-rename.ts';
import { sha256 } from './sha256.ts';
import { SwapError } from './swap-error.ts';
import { writeInPlace } from './write-in-place.ts';

/**
 * Puts back what was there before a run. The journal says first that this was decided, so that a run that is ended
 * here is gone on with and not begun anew. @throws SwapError, an error of the system.
 */
export function putBack(directory: string, journal: Journal): void {
  writeJournal(directory, { ...journal, phase: 'restoring' });
  const progress = progressOf(directory, journal);
  if (progress === 'before') return;
  const { path, backup, way } = journal;
  if (progress === 'foreign')
    throw new SwapError(
      `${path} was written by somebody else meanwhile and is left as it is${backup === undefined ? '' : `; what was there before is ${backup}`}`,
    );
  if (backup === undefined) {
    rmSync(path);
    syncFolder(dirname(path));
    return;
  }
  const bytes = readIfThere(backup);
  if (bytes === undefined || sha256(bytes) !== journal.sha256Before)
    throw new SwapError(
      `the backup ${backup} is ${bytes === undefined ? 'gone' : 'damaged'}: ${path} keeps its new content`,
    );
  if (way === 'in_place') writeInPlace({ path, stats: undefined }, bytes);
  else if (!linkedBack(path, backup)) {
    const stats = lstatSync(path, { bigint: true });
    replaceByRename({ path, stats }, bytes, () => undefined);
  }
}

function linkedBack(path: string, backup: string): boolean {
  try {
    replaceByLink(path, backup);
    return true;
  } catch (error) {
    if (NO_LINK.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}

/** Ends a run for good: nothing of it is unfinished any more, and of its backups those stay that are wanted. */
export function finish(directory: string, { path, backups }: Pick<Journal, 'path' | 'backups'>): void {
  removeJournal(directory, path);
  dropShared(directory, path);
  pruneBackups(foldersOf(directory, path).backups, backups);
}

/** Ends a run that has replaced nothing, or that was put back: its backup is what is there. */
export function forget(directory: string, { path, backup }: Journal): void {
  removeJournal(directory, path);
  if (backup !== undefined) rmSync(backup, { force: true });
}

/** Removes backups that are the target itself by another name. */
export function dropShared(directory: string, path: string): void {
  const stats = lstatSync(path, { bigint: true, throwIfNoEntry: false });
  if (stats === undefined) return;
  for (const backup of sharingBackups(directory, path, stats)) rmSync(backup, { force: true });
}
