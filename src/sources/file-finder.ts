import type { Container } from '../formats/container.ts';
import type { FileStore } from './file-store.ts';
import { DEFAULT_MAX_FILE_BYTES, type FilesSettings, wantedBy } from './files-settings.ts';
import type { Wanted } from './folder-plan.ts';
import { networkMounts, readMountInfo } from './mount-table.ts';
import { type ReadContainer, readMatches } from './read-matches.ts';
import { RemoteParts } from './remote-parts.ts';
import type { RemoteReaderSettings } from './remote-reader.ts';
import { resolverFor } from './resolver-for.ts';
import { rootTrouble } from './root-trouble.ts';
import type { TimeSlice } from './time-slice.ts';
import { unmatchedPatterns } from './unmatched.ts';
import { type FolderPlans, Walk } from './walk.ts';
import type { Match, Trouble } from './walk-result.ts';

export interface FinderOptions<Contents = Container> extends FilesSettings {
  readonly readContainer: ReadContainer<Contents>;
  /** How what lies on network and FUSE mounts is read: in a process that can be given up. */
  readonly remote: RemoteReaderSettings;
  /** Called with the number of files that were found, before any of them is read. */
  readonly onFound?: (files: number) => void;
  /** Unix milliseconds; the clock of the file systems. */
  readonly now?: () => number;
  /** The text of /proc/self/mountinfo, each name as its bytes. */
  readonly mountInfo?: () => string;
}

/** What there is of what was wanted. */
export interface Found {
  /** Every way in which a file was found; its contents are in the store. */
  readonly matches: readonly Match[];
  readonly troubles: readonly Trouble[];
  /** Whether everything that had to be listed could be. */
  readonly complete: boolean;
}

/** Finds the files that settings want, here and on network mounts, and brings a store up to date with their contents. */
export class FileFinder<Contents = Container> {
  readonly #options: FinderOptions<Contents>;
  readonly #store: FileStore<Contents>;
  readonly #wanted: Wanted;
  readonly #remote: RemoteParts<Contents>;
  #plans: FolderPlans = new Map();

  constructor(options: FinderOptions<Contents>, store: FileStore<Contents>) {
    this.#options = options;
    this.#store = store;
    this.#wanted = wantedBy(options);
    this.#remote = new RemoteParts(options, store, options.remote, options.readContainer);
  }

  /** Looks once, in a collection that the store has begun. Rejects only with the signal's reason. */
  async find(signal: AbortSignal, slice: TimeSlice): Promise<Found> {
    const { root, now = Date.now, mountInfo = readMountInfo, readContainer } = this.#options;
    const maxFileBytes = this.#options.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES;
    const wanted = this.#wanted;
    const resolver = resolverFor(wanted, root, networkMounts(mountInfo()));

    const walk = new Walk(wanted, resolver, this.#plans, slice, now);
    await walk.run([
      { path: '', include: wanted.includes.start, exclude: wanted.excludes.start, accepts: undefined },
    ]);
    this.#plans = walk.plans;
    const { matches, troubles, matched, blocked } = walk.result;

    this.#options.onFound?.(matches.length);
    const reading = { maxFileBytes, resolver, now };
    const [local, remote] = await Promise.all([
      readMatches(matches, this.#store, reading, readContainer, slice),
      this.#remote.collect(walk.result.remote, signal),
    ]);
    for (const pattern of remote.matched) matched.add(pattern);
    for (const pattern of remote.blocked) blocked.add(pattern);

    const lost = rootTrouble(resolver.root, root);
    const unmatched =
      this.#options.mayBeAbsent === true
        ? []
        : unmatchedPatterns(wanted.includes, matched, blocked, resolver);
    return {
      matches: [...local.found, ...remote.matches],
      troubles: [
        ...(lost === undefined ? [] : [lost]),
        ...troubles,
        ...local.troubles,
        ...remote.troubles,
        ...unmatched,
      ],
      complete: lost === undefined && walk.result.complete && remote.complete,
    };
  }

  close(): void {
    this.#remote.close();
  }
}
