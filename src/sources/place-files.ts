import type { Problem, ProblemReason } from '../model/problem.ts';
import type { Collection, FoundCertificate, FoundRevocationList } from '../model/source.ts';
import { type BytePath, printPath } from './byte-path.ts';
import type { FileContents, FileStore } from './file-store.ts';
import { judgeContents } from './judge-contents.ts';
import type { FoundFile } from './merge-matches.ts';
import { placeCertificates } from './place-certificates.ts';
import type { TimeSlice } from './time-slice.ts';
import type { Trouble } from './walk-result.ts';

/** A file's content at its place. */
interface PlacedFile {
  readonly contents: FileContents;
  readonly literal: boolean;
  readonly certificates: readonly FoundCertificate[];
  readonly revocationLists: readonly FoundRevocationList[];
  readonly problems: readonly Problem[];
}

/**
 * Makes certificates with a location out of files with a path, and keeps every object that need not change: where
 * nothing changed at all, the very same arrays come out.
 */
export class FilePlacer {
  #files: readonly FoundFile[] = [];
  #placed = new Map<BytePath, PlacedFile>();
  #order: readonly PlacedFile[] = [];
  #certificates: readonly FoundCertificate[] = [];
  #revocationLists: readonly FoundRevocationList[] = [];
  #problems: readonly Problem[] = [];
  readonly #untold: ReadonlySet<ProblemReason>;

  readonly #names: RegExp | undefined;

  /** `untold` are the reasons that are no problem in these places, `names` those that `judgeContents` takes. */
  constructor(untold: ReadonlySet<ProblemReason>, names?: RegExp) {
    this.#untold = untold;
    this.#names = names;
  }

  async place(
    files: readonly FoundFile[],
    troubles: readonly Trouble[],
    store: FileStore,
    slice: TimeSlice,
  ): Promise<Omit<Collection, 'complete'>> {
    if (!(await this.#isAsBefore(files, store, slice))) await this.#placeAll(files, store, slice);
    const problems = [
      ...troubles.map(({ path, finding }) => ({ ...finding, location: { path: printPath(path) } })),
      ...this.#order.flatMap((file) => file.problems),
    ].filter(({ reason }) => !this.#untold.has(reason));
    if (!sameProblems(problems, this.#problems)) this.#problems = problems;
    return {
      certificates: this.#certificates,
      revocationLists: this.#revocationLists,
      problems: this.#problems,
    };
  }

  async #isAsBefore(files: readonly FoundFile[], store: FileStore, slice: TimeSlice): Promise<boolean> {
    if (files !== this.#files) return false;
    // No short cut out of this loop: the store learns from it which files are still there.
    let same = true;
    for (const [index, { identity }] of files.entries()) {
      same = store.last(identity) === this.#order[index]?.contents && same;
      if (slice.due()) await slice.pause();
    }
    return same;
  }

  async #placeAll(files: readonly FoundFile[], store: FileStore, slice: TimeSlice): Promise<void> {
    const placed = new Map<BytePath, PlacedFile>();
    const order: PlacedFile[] = [];
    let changed = false;
    for (const { path, identity, literal } of files) {
      if (slice.due()) await slice.pause();
      const contents = store.last(identity);
      if (contents === undefined) continue;
      const before = this.#placed.get(path);
      const same = before?.contents === contents && before.literal === literal;
      const file = same ? before : placeFile(path, contents, literal, this.#names);
      changed ||= this.#order[order.length] !== file;
      placed.set(path, file);
      order.push(file);
    }
    if (changed || order.length !== this.#order.length) {
      this.#certificates = order.flatMap((file) => file.certificates);
      this.#revocationLists = order.flatMap((file) => file.revocationLists);
      this.#order = order;
    }
    this.#placed = placed;
    this.#files = files;
  }
}

/** One array for all files without revocation lists, which are nearly all of twenty thousand. */
const NO_LISTS: readonly FoundRevocationList[] = [];

function placeFile(
  path: BytePath,
  contents: FileContents,
  literal: boolean,
  names: RegExp | undefined,
): PlacedFile {
  const location = { path: printPath(path) };
  if (contents.kind === 'failed') {
    const problems = [{ ...contents.finding, location }];
    return { contents, literal, certificates: [], revocationLists: NO_LISTS, problems };
  }
  const { revocationLists } = contents.container;
  return {
    contents,
    literal,
    certificates: placeCertificates(contents.container, location),
    revocationLists:
      revocationLists.length === 0
        ? NO_LISTS
        : revocationLists.map((revocationList) => ({ revocationList, location })),
    problems: judgeContents(contents.container, location.path, literal, names).map((finding) => ({
      ...finding,
      location,
    })),
  };
}

function sameProblems(left: readonly Problem[], right: readonly Problem[]): boolean {
  return (
    left.length === right.length &&
    left.every((problem, index) => {
      const other = right[index];
      return (
        problem === other ||
        (problem.reason === other?.reason &&
          problem.detail === other.detail &&
          problem.location.path === other.location.path)
      );
    })
  );
}
