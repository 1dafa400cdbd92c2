import type { NameTest } from '../matching/bounded-expression.ts';
import { type BytePath, printPath } from './byte-path.ts';
import type { Entry } from './directory-listing.ts';
import type { FileIdentity } from './file-identity.ts';
import type { Acceptance, PatternSet, PatternState } from './pattern-set.ts';
import type { TimeSlice } from './time-slice.ts';
import type { Match } from './walk-result.ts';

/** What is looked for: the same for the whole life of a source. */
export interface Wanted {
  readonly includes: PatternSet;
  readonly excludes: PatternSet;
  /** Where it is there, only files whose whole printed path matches are wanted. */
  readonly regex: NameTest | undefined;
  /** What is missing, or may not be read, is to be expected. */
  readonly optional: boolean;
}

/** A folder on the way, at one place of the tree. */
export interface Folder {
  /** As matched, on the host. */
  readonly path: BytePath;
  /** The same without links, where links are followed one by one. */
  readonly realPath: BytePath;
  readonly include: PatternState;
  /** How far patterns to exclude have been completed by `path`; undefined where none can be any more. */
  readonly exclude: PatternState | undefined;
}

/** A name in a folder that has to be looked at. */
export interface Spot {
  readonly name: BytePath;
  readonly path: BytePath;
  /** `name` was not found in a listing: it is asked for by name. */
  readonly kind: Entry['kind'] | 'name';
  /** Where the patterns go on below it, should it be a folder. */
  readonly include: PatternState | undefined;
  readonly exclude: PatternState | undefined;
  /** What it completes, should it be a file. */
  readonly accepts: Acceptance | undefined;
  /** The file that was last found here: it is handed out again for as long as it stays the same. */
  match?: Match;
}

/** What is to be looked at in a folder, as long as its listing stays what it is. */
export interface FolderPlan {
  readonly identity: FileIdentity;
  /** Whether a later change is sure to show in the identity. */
  readonly settled: boolean;
  /** Plain files that match. */
  readonly files: readonly Spot[];
  /** All else that may lead on, in the order of the paths below. */
  readonly others: readonly Spot[];
  /** Names that a person wrote down and that the exclusions or the expression took out. */
  readonly leftOut: readonly Acceptance[];
}

/** Sorts out a listing once. `entries` is empty where the folder need not, or cannot, be listed. */
export async function planFolder(
  wanted: Wanted,
  folder: Folder,
  entries: readonly Entry[],
  slice: TimeSlice,
): Promise<Pick<FolderPlan, 'files' | 'others' | 'leftOut'>> {
  const files: Spot[] = [];
  const others: Spot[] = [];
  const leftOut: Acceptance[] = [];
  const add = (name: BytePath, kind: Spot['kind']): void => {
    const step = wanted.includes.step(folder.include, name);
    if (step.next === undefined && step.accepts === undefined) return;
    const path = `${folder.path}/${name}`;
    const excluded = folder.exclude && wanted.excludes.step(folder.exclude, name);
    const isOut =
      excluded?.accepts !== undefined ||
      (folder.realPath !== folder.path && wanted.excludes.covers(`${folder.realPath}/${name}`));
    const passes = !isOut && (wanted.regex === undefined || wanted.regex(printPath(path)));
    if (step.accepts?.literal && !passes) leftOut.push(step.accepts);
    const accepts = passes ? step.accepts : undefined;
    const include = isOut ? undefined : step.next;
    if (accepts === undefined && (include === undefined || kind === 'file' || kind === 'other')) return;
    const spot: Spot = { name, path, kind, include, exclude: excluded?.next, accepts };
    (kind === 'file' ? files : others).push(spot);
  };

  const byName = new Set(folder.include.names);
  for (const name of byName) {
    add(name, 'name');
    if (slice.due()) await slice.pause();
  }
  for (const { name, kind } of entries) {
    if (!byName.has(name)) add(name, kind);
    if (slice.due()) await slice.pause();
  }
  // In this order the first way into a folder, of several, is the one with the bytewise smallest path.
  others.sort((a, b) => compareAsFolders(a.name, b.name));
  return { files, others, leftOut };
}

/** The bytewise order of what lies below two names, which is that of the names but where one begins the other. */
function compareAsFolders(a: BytePath, b: BytePath): number {
  if (a.startsWith(b)) return a.length === b.length || (a[b.length] ?? '') > '/' ? 1 : -1;
  if (b.startsWith(a)) return (b[a.length] ?? '') > '/' ? -1 : 1;
  return a < b ? -1 : 1;
}
