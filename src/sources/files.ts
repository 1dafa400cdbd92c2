import type { ProblemReason } from '../model/problem.ts';
import type { Collection, Source, SourceType } from '../model/source.ts';
import { FileFinder, type FinderOptions } from './file-finder.ts';
import { FileStore } from './file-store.ts';
import { MatchMerger } from './merge-matches.ts';
import { FilePlacer } from './place-files.ts';
import { TimeSlice } from './time-slice.ts';

export interface FilesSourceOptions extends FinderOptions {
  /** The `source` label. */
  readonly name: string;
  /** Seconds between two collections. */
  readonly interval: number;
  /** Default `files`. */
  readonly type?: SourceType;
  /** Names that say that there are certificates in a file, so that it is a problem where there are none. */
  readonly expectedNames?: RegExp;
}

/** Certificates in files. */
export function createFilesSource(options: FilesSourceOptions): Source {
  const { name, interval, type = 'files' } = options;
  const files = new FilesCollector(options);
  return {
    name,
    type,
    interval,
    collect: (signal) => files.collect(signal),
    close: async () => files.close(),
  };
}

class FilesCollector {
  readonly #store = new FileStore();
  readonly #finder: FileFinder;
  readonly #merger = new MatchMerger();
  readonly #placer: FilePlacer;

  constructor(options: FilesSourceOptions) {
    this.#finder = new FileFinder(options, this.#store);
    this.#placer = new FilePlacer(options.optional ? EXPECTED : NONE, options.expectedNames);
  }

  async collect(signal: AbortSignal): Promise<Collection> {
    signal.throwIfAborted();
    const slice = new TimeSlice(signal);
    this.#store.begin();
    const { matches, troubles, complete } = await this.#finder.find(signal, slice);
    const merged = await this.#merger.merge(matches, slice);
    const placed = await this.#placer.place(merged, troubles, this.#store, slice);
    this.#store.end();
    return { ...placed, complete };
  }

  close(): void {
    this.#finder.close();
  }
}

/** What is no problem in places that were only guessed at. */
const EXPECTED: ReadonlySet<ProblemReason> = new Set(['not_found', 'no_match', 'permission_denied']);
const NONE: ReadonlySet<ProblemReason> = new Set();
