import type { Container } from '../formats/container.ts';
import type { Finding } from '../model/problem.ts';
import { type FileIdentity, isSettled } from './file-identity.ts';
import type { FileContents, FileStore } from './file-store.ts';
import type { PathResolver } from './path-resolver.ts';
import { type ReadResult, readWholeFile } from './read-file.ts';
import type { TimeSlice } from './time-slice.ts';
import type { Match, Trouble } from './walk-result.ts';

/** Turns the bytes of a file into what they hold, step by step, or elsewhere. Never throws and never rejects. */
export type ReadContainer<Contents = Container> = (
  bytes: Buffer,
) => Iterator<unknown, Contents, void> | Promise<Contents>;

export interface ReadSettings {
  readonly maxFileBytes: number;
  readonly resolver: PathResolver;
  /** Unix milliseconds. */
  readonly now: () => number;
}

/** What was read from a file, and whether it need not be read again while its identity stays. */
export interface FreshFile {
  readonly identity: FileIdentity;
  readonly settled: boolean;
  readonly result: { readonly bytes: Buffer } | { readonly finding: Finding };
}

/** Reads one match. Undefined where the file has gone since it was found, which is no fault of anybody. */
export function readMatch(
  match: Match,
  { maxFileBytes, resolver, now }: ReadSettings,
): FreshFile | undefined {
  const inside = resolver.resolvesLinks && resolver.root.kind === 'found' ? resolver.root.path : undefined;
  const limits = { maxBytes: maxFileBytes, inside };
  const readAt = now();
  const read = (file: string): ReadResult => readWholeFile(file, limits);
  let result = read(match.file);
  if (result.kind === 'moved') {
    const again = resolver.root.kind === 'found' && resolver.follow(resolver.root.path, match.path.slice(1));
    result = again && again.kind === 'found' ? read(again.path) : { kind: 'gone' };
  }
  if (result.kind === 'gone') return undefined;
  if (result.kind === 'read') {
    const { identity, bytes } = result;
    return { identity, settled: isSettled(identity, readAt), result: { bytes } };
  }
  const finding: Finding =
    result.kind === 'failed'
      ? result.finding
      : { reason: 'io_error', detail: 'The links that lead to it changed each time that it was opened.' };
  return { identity: match.identity, settled: false, result: { finding } };
}

/** What is in a fresh file. One with much in it is read in several slices. */
export async function contentsOf<Contents>(
  { result }: FreshFile,
  readContainer: ReadContainer<Contents>,
  slice: TimeSlice,
): Promise<FileContents<Contents>> {
  if ('finding' in result) return { kind: 'failed', finding: result.finding };
  const steps = readContainer(result.bytes);
  if (steps instanceof Promise) return { kind: 'container', container: await steps };
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done === true) return { kind: 'container', container: step.value };
    if (slice.over()) await slice.pause();
  }
}

/**
 * Brings the store up to date with what was found: reads what it does not know, once each. Gives back the matches
 * under the identities that they had when they were read; one whose file has gone is left out, and is a trouble
 * where it was written out literally.
 */
export async function readMatches<Contents>(
  matches: readonly Match[],
  store: FileStore<Contents>,
  settings: ReadSettings,
  readContainer: ReadContainer<Contents>,
  slice: TimeSlice,
): Promise<{ readonly found: readonly Match[]; readonly troubles: readonly Trouble[] }> {
  const found: Match[] = [];
  const troubles: Trouble[] = [];
  for (const match of matches) {
    if (store.current(match.identity) !== undefined) {
      found.push(match);
    } else {
      const fresh = readMatch(match, settings);
      if (fresh !== undefined) {
        const contents = await contentsOf(fresh, readContainer, slice);
        store.put(fresh.identity, fresh.settled, contents);
        found.push({ ...match, identity: fresh.identity });
      } else if (match.literal) {
        const detail = 'It disappeared while it was read.';
        troubles.push({ path: match.path, finding: { reason: 'not_found', detail } });
      }
    }
    if (slice.due()) await slice.pause();
  }
  return { found, troubles };
}
