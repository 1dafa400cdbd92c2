import { type FSWatcher, watch } from 'node:fs';
import { basename } from 'node:path';
import { isTemporaryName } from '../swap/own-names.ts';
import type { PathStep } from './path-steps.ts';

/** What is to be noticed: certain entries, and in some folders every entry. */
export interface Watched {
  readonly steps: readonly PathStep[];
  readonly folders: readonly string[];
}

/**
 * Watches folders, never files: a watch on a file goes deaf with the first file that is renamed over it. It says only
 * that something may have changed; events get lost, come twice and come late, so that whoever hears of one looks.
 */
export class FolderWatches {
  /** Entries that were told of, and those that were none of our business. */
  readonly counters = { told: 0, ignored: 0 };
  readonly #onChange: () => void;
  #watchers: FSWatcher[] = [];

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /**
   * Watches these instead of those before; events that were not heard yet are forgotten, so look afterwards. Gives
   * back the folders that cannot be watched: what happens there is for a poll to find.
   */
  arm({ steps, folders }: Watched): readonly string[] {
    this.close();
    const names = new Map<string, Set<string> | undefined>();
    for (const { folder, name } of steps) {
      names.set(folder, (names.get(folder) ?? new Set()).add(name));
    }
    for (const folder of folders) names.set(folder, undefined);
    return [...names].flatMap(([folder, of]) => (this.#watch(folder, of) ? [] : [folder]));
  }

  close(): void {
    for (const watcher of this.#watchers) watcher.close();
    this.#watchers = [];
  }

  #watch(folder: string, names: ReadonlySet<string> | undefined): boolean {
    try {
      const watcher = watch(folder, (_, name) => {
        const counts = name === null || concerns(name, folder, names);
        this.counters[counts ? 'told' : 'ignored'] += 1;
        if (counts) this.#onChange();
      });
      watcher.on('error', () => {
        this.counters.told += 1;
        this.#onChange();
      });
      this.#watchers.push(watcher);
      return true;
    } catch (error) {
      // What has just gone is looked for again at once. Elsewhere it is not allowed, or there are more watches than
      // fs.inotify.max_user_watches.
      return (error as NodeJS.ErrnoException).code === 'ENOENT';
    }
  }
}

/** Whether an entry of a folder is looked for there. The name of the folder itself says that the folder is gone. */
function concerns(name: string, folder: string, names: ReadonlySet<string> | undefined): boolean {
  if (isTemporaryName(name)) return false;
  return names === undefined || names.has(name) || name === basename(folder);
}
