import { type BigIntStats, lstatSync } from 'node:fs';
import { join } from 'node:path';
import type { SeenPath } from '../../model/trust-audit.ts';
import { followHostPath, type HostPath } from './host-path.ts';
import { errorWord } from './read-bounded.ts';
import type { Turns } from './turns.ts';

/**
 * Takes note of every folder, link and file that an audit comes by, always before it reads: what has changed since is
 * what the audit may not have seen.
 */
export class SeenPaths {
  readonly #root: string;
  readonly #seen = new Map<string, SeenPath>();

  /** @param root Where the host's root folder is. */
  constructor(root: string) {
    this.#root = root;
  }

  /** As this process opens them, each folder before what is in it. */
  get paths(): ReadonlyMap<string, SeenPath> {
    return this.#seen;
  }

  /** Follows a path of the host, and takes note of where that led; also of what is missing, for it may come. @throws as `followHostPath` */
  follow(path: string): HostPath {
    const steps: string[] = [];
    try {
      return followHostPath(this.#root, path, (step) => steps.push(step));
    } finally {
      const last = steps.pop();
      for (const step of steps) this.#note(step, false);
      if (last !== undefined) this.#note(last, true);
    }
  }

  /** Takes note of where a path of the host leads, for somebody else who is about to read there. */
  note(path: string): void {
    try {
      this.follow(path);
    } catch {
      // That it leads nowhere is noted as well.
    }
  }

  #note(hostPath: string, isEnd: boolean): void {
    const path = join(this.#root, hostPath);
    const known = this.#seen.get(path);
    // What was seen first counts: a later look may have seen what an earlier one has not.
    if (known !== undefined && (known.isEnd || !isEnd)) return;
    this.#seen.set(path, { isEnd, identity: identityAt(path, isEnd) });
  }
}

/**
 * What the same paths are like now.
 *
 * @param leftAlone Folders in which nothing is touched, because a look there may never end: they count as unchanged.
 */
export async function lookAgain(
  seen: ReadonlyMap<string, SeenPath>,
  leftAlone: ReadonlySet<string>,
  turns: Turns,
): Promise<ReadonlyMap<string, SeenPath>> {
  const now = new Map<string, SeenPath>();
  const away = new Set(leftAlone);
  for (const [path, before] of seen) {
    const identity = isBelow(path, away) ? before.identity : identityAt(path, before.isEnd);
    // Where a folder has become a link nobody knows to what this leads.
    if (identity !== before.identity && !before.isEnd) away.add(path);
    now.set(path, { ...before, identity });
    await turns.giveWay();
  }
  return now;
}

/** The first path that is not what it was; undefined where all are. Both have the same paths. */
export function changedPath(
  before: ReadonlyMap<string, SeenPath>,
  now: ReadonlyMap<string, SeenPath>,
): string | undefined {
  for (const [path, { identity }] of now) if (before.get(path)?.identity !== identity) return path;
  return undefined;
}

function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  if (folders.size === 0) return false;
  for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
    if (folders.has(path.slice(0, end))) return true;
  }
  return false;
}

function identityAt(path: string, isEnd: boolean): string {
  try {
    return identityOf(lstatSync(path, { bigint: true }), isEnd);
  } catch (error) {
    return errorWord(error);
  }
}

function identityOf(stats: BigIntStats, isEnd: boolean): string {
  const { dev, ino, size, mtimeNs, ctimeNs, mode, uid, gid } = stats;
  const isFolder = stats.isDirectory();
  if (stats.isSymbolicLink() || stats.isFile()) return [dev, ino, size, mtimeNs, ctimeNs].join(':');
  // The inodes of an overlay's folders are not for ever; which names are in one shows in its times.
  if (isFolder && isEnd) return ['folder', mtimeNs, ctimeNs].join(':');
  // Of a folder on the way only matters who may change it; others come and go in it all the time.
  return [isFolder ? 'folder' : 'other', mode, uid, gid].join(':');
}
