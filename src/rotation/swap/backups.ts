import { type BigIntStats, fchmodSync, fchownSync, linkSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeNew } from './durable-file.ts';
import { foldersOf } from './own-names.ts';
import { isSameFile } from './read-target.ts';
import { SwapError } from './swap-error.ts';
import type { Target } from './target.ts';

/**
 * Backups never lie beside the target: Go takes every file in /etc/ssl/certs for a bundle, and would go on trusting
 * an anchor that a rotation has taken out.
 */
const NAME = /^(\d{8})-[0-9a-f]{16}$/;

/** What link(2) says where the file system has no hard links, or this one may not be made. */
export const NO_LINK = new Set(['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** Where the next backup of a target will be; the numbers go up whatever the clock does. */
export function nextBackup(folder: string, hash: string): string {
  const last = Number(NAME.exec(backupsIn(folder).at(-1) ?? '')?.[1] ?? 0);
  return join(folder, `${String(last + 1).padStart(8, '0')}-${hash.slice(0, 16)}`);
}

/**
 * Keeps what is there now. A second name of the same file where there can be one: it has every attribute of it and
 * takes no space. A copy where the file will be written in place, because a second name would change with it.
 */
export function makeBackup({ path, way, stats, current }: Target, backup: string): void {
  if (stats === undefined || current === undefined) return;
  if (way === 'in_place' || !linked(path, backup, stats)) {
    writeNew(backup, current, (descriptor) => {
      fchownSync(descriptor, Number(stats.uid), Number(stats.gid));
      fchmodSync(descriptor, Number(stats.mode & 0o777n));
    });
  }
  syncFolder(join(backup, '..'));
}

function linked(path: string, backup: string, stats: BigIntStats): boolean {
  try {
    linkSync(path, backup);
  } catch (error) {
    if (NO_LINK.has((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
  if (isSameFile(lstatSync(backup, { bigint: true }), stats)) return true;
  rmSync(backup, { force: true });
  throw new SwapError(`${path} was changed by somebody else meanwhile: nothing was replaced`);
}

/** Removes all but the newest; for when no run needs one any more. Files of other names are not ours. */
export function pruneBackups(folder: string, keep: number): void {
  const surplus = backupsIn(folder).toReversed().slice(keep);
  for (const name of surplus) rmSync(join(folder, name), { force: true });
}

/**
 * Backups that are the target itself by another name: left by a run that ended before it had replaced anything, or
 * put back. As backups they are worth nothing, since whoever writes into the target writes into them.
 */
export function sharingBackups(directory: string, path: string, stats: BigIntStats): readonly string[] {
  const { backups } = foldersOf(directory, path);
  return backupsIn(backups)
    .map((name) => join(backups, name))
    .filter((backup) => {
      const other = lstatSync(backup, { bigint: true, throwIfNoEntry: false });
      return other !== undefined && other.dev === stats.dev && other.ino === stats.ino;
    });
}

/** Names of backups, the oldest first. */
function backupsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => NAME.test(name))
      .toSorted();
  } catch {
    return [];
  }
}
