import { type BytePath, baseName } from './byte-path.ts';
import type { FileIdentity } from './file-identity.ts';
import type { TimeSlice } from './time-slice.ts';

/** One of the ways in which a file was found. */
export interface FoundFile {
  readonly path: BytePath;
  readonly identity: FileIdentity;
  /** Its path was written out literally. */
  readonly literal: boolean;
}

/** `c_rehash`'s and update-ca-certificates' links: the hash of a subject and a number, `r` for a revocation list. */
const HASH_LINK = /^[0-9a-f]{8}\.r?[0-9]+$/;

/** Whether `left` is the better name for a file: a name that is no hash goes first, then the bytewise smallest. */
export function isBetterPath(left: BytePath, right: BytePath): boolean {
  const leftIsHash = HASH_LINK.test(baseName(left));
  const rightIsHash = HASH_LINK.test(baseName(right));
  // One character is one byte here, so that the order of strings is the order of bytes.
  return leftIsHash === rightIsHash ? left < right : rightIsHash;
}

/** Merges what is found in one collection after another. */
export class MatchMerger {
  #matches: readonly FoundFile[] = [];
  #merged: readonly FoundFile[] = [];

  /**
   * Each file once, however many paths lead to it, under the best of them. In the order of first sight. The same
   * array as before comes out where the same objects go in.
   */
  async merge(matches: readonly FoundFile[], slice: TimeSlice): Promise<readonly FoundFile[]> {
    const before = this.#matches;
    if (matches.length !== before.length || matches.some((match, at) => match !== before[at])) {
      this.#merged = await mergeMatches(matches, slice);
      this.#matches = matches;
    }
    return this.#merged;
  }
}

async function mergeMatches(matches: readonly FoundFile[], slice: TimeSlice): Promise<readonly FoundFile[]> {
  const places = new Map<bigint, Map<bigint, number>>();
  const merged: FoundFile[] = [];
  for (const match of matches) {
    const { dev, ino } = match.identity;
    let onDevice = places.get(dev);
    if (onDevice === undefined) places.set(dev, (onDevice = new Map()));
    const place = onDevice.get(ino);
    const known = place === undefined ? undefined : merged[place];
    if (place === undefined || known === undefined) {
      onDevice.set(ino, merged.length);
      merged.push(match);
    } else {
      const best = isBetterPath(match.path, known.path) ? match : known;
      const literal = match.literal || known.literal;
      merged[place] = { path: best.path, identity: known.identity, literal };
    }
    if (slice.due()) await slice.pause();
  }
  return merged;
}
