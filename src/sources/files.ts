import type { ProblemReason } from '../model/problem.ts';
import type { Collection, Source } from '../model/source.ts';
import { FileStore } from './file-store.ts';
import { DEFAULT_MAX_FILE_BYTES, type FilesSettings, wantedBy } from './files-settings.ts';
import type { Wanted } from './folder-plan.ts';
import { MatchMerger } from './merge-matches.ts';
import { networkMounts, readMountInfo } from './mount-table.ts';
import { FilePlacer } from './place-files.ts';
import { type ReadContainer, readMatches } from './read-matches.ts';
import { RemoteParts } from './remote-parts.ts';
import type { RemoteReaderSettings } from './remote-reader.ts';
import { resolverFor } from './resolver-for.ts';
import { rootTrouble } from './root-trouble.ts';
import { TimeSlice } from './time-slice.ts';
import { unmatchedPatterns } from './unmatched.ts';
import { type FolderPlans, Walk } from './walk.ts';

export interface FilesSourceOptions extends FilesSettings {
  /** The `source` label. */
  readonly name: string;
  /** Seconds between two collections. */
  readonly interval: number;
  readonly readContainer: ReadContainer;
  /** How what lies on network and FUSE mounts is read: in a process that can be given up. */
  readonly remote: RemoteReaderSettings;
  /** Unix milliseconds; the clock of the file systems. */
  readonly now?: () => number;
  /** The text of /proc/self/mountinfo, each name as its bytes. */
  readonly mountInfo?: () => string;
}

/** Certificates in files. */
export function createFilesSource(options: FilesSourceOptions): Source {
  const { name, interval } = options;
  const files = new FilesCollector(options);
  return {
    name,
    type: 'files',
    interval,
    collect: (signal) => files.collect(signal),
    close: async () => files.close(),
  };
}

class FilesCollector {
  readonly #options: FilesSourceOptions;
  readonly #wanted: Wanted;
  readonly #store = new FileStore();
  readonly #merger = new MatchMerger();
  readonly #placer: FilePlacer;
  readonly #remote: RemoteParts;
  #plans: FolderPlans = new Map();

  constructor(options: FilesSourceOptions) {
    this.#options = options;
    this.#wanted = wantedBy(options);
    this.#placer = new FilePlacer(options.optional ? EXPECTED : NONE);
    this.#remote = new RemoteParts(options, this.#store, options.remote, options.readContainer);
  }

  async collect(signal: AbortSignal): Promise<Collection> {
    signal.throwIfAborted();
    const { root, now = Date.now, mountInfo = readMountInfo, readContainer } = this.#options;
    const maxFileBytes = this.#options.maxFileBytes ?? DEFAULT_MAX_FILE_BYTES;
    const wanted = this.#wanted;
    const slice = new TimeSlice(signal);
    const resolver = resolverFor(wanted, root, networkMounts(mountInfo()));
    this.#store.begin();

    const walk = new Walk(wanted, resolver, this.#plans, slice, now);
    await walk.run([
      { path: '', include: wanted.includes.start, exclude: wanted.excludes.start, accepts: undefined },
    ]);
    this.#plans = walk.plans;
    const { matches, troubles, matched, blocked } = walk.result;

    const reading = { maxFileBytes, resolver, now };
    const [local, remote] = await Promise.all([
      readMatches(matches, this.#store, reading, readContainer, slice),
      this.#remote.collect(walk.result.remote, signal),
    ]);
    for (const pattern of remote.matched) matched.add(pattern);
    for (const pattern of remote.blocked) blocked.add(pattern);

    const merged = await this.#merger.merge([...local.found, ...remote.matches], slice);
    const lost = rootTrouble(resolver.root, root);
    const all = [
      ...(lost === undefined ? [] : [lost]),
      ...troubles,
      ...local.troubles,
      ...remote.troubles,
      ...unmatchedPatterns(wanted.includes, matched, blocked, resolver),
    ];
    const placed = await this.#placer.place(merged, all, this.#store, slice);
    this.#store.end();
    return { ...placed, complete: lost === undefined && walk.result.complete && remote.complete };
  }

  close(): void {
    this.#remote.close();
  }
}

/** What is no problem in places that were only guessed at. */
const EXPECTED: ReadonlySet<ProblemReason> = new Set(['not_found', 'no_match', 'permission_denied']);
const NONE: ReadonlySet<ProblemReason> = new Set();
