import type { Finding, Problem } from '../model/problem.ts';
import type { Collection, FoundRevocationList, Source } from '../model/source.ts';

export interface PresetSourceOptions {
  /** The `source` label. */
  readonly name: string;
  /** Seconds between two collections. */
  readonly interval: number;
  /** What looks at the places, each of which may not be there. Closed with the source. */
  readonly parts: readonly Source[];
  /** The one problem where none of the places is there; undefined: that is no problem. */
  readonly nothing: Finding | undefined;
}

/** Several sources as one, for places of which some are there on one host and others on the next. */
export function createPresetSource({ name, interval, parts, nothing }: PresetSourceOptions): Source {
  const join = { certificates: joiner(), revocationLists: joiner(), problems: joiner() } as const;
  const missing: Collection['problems'] = nothing === undefined ? [] : [{ ...nothing, location: {} }];
  return {
    name,
    type: 'preset',
    interval,
    async collect(signal) {
      const all = await Promise.all(parts.map((part) => part.collect(signal)));
      const certificates = join.certificates(all.map((one) => one.certificates));
      const revocationLists = join.revocationLists(all.map((one) => one.revocationLists ?? NO_LISTS));
      const problems = join.problems(toldOnce(all.map((one) => one.problems)));
      const complete = all.every((one) => one.complete);
      const isThere = certificates.length + revocationLists.length + problems.length > 0;
      return {
        certificates,
        revocationLists,
        problems: isThere || !complete ? problems : missing,
        complete,
      };
    },
    async close() {
      await Promise.all(parts.map(async (part) => part.close?.()));
    },
  };
}

/** What is wrong with the root or with a mount, every part says; it is told once. Each array that may stay does. */
function toldOnce(parts: readonly (readonly Problem[])[]): readonly (readonly Problem[])[] {
  const told = new Set<string>();
  return parts.map((problems) => {
    const keys = problems.map(({ reason, location, detail }) => JSON.stringify([reason, location, detail]));
    const isTold = (_: Problem, at: number): boolean => told.has(keys[at] ?? '');
    const kept = problems.some(isTold) ? problems.filter((one, at) => !isTold(one, at)) : problems;
    for (const key of keys) told.add(key);
    return kept;
  });
}

const NO_LISTS: readonly FoundRevocationList[] = [];

/** Puts arrays together; the same array as before comes out where the same arrays go in. */
function joiner(): <Item>(parts: readonly (readonly Item[])[]) => readonly Item[] {
  let before: readonly (readonly unknown[])[] = [];
  let joined: readonly unknown[] = [];
  return <Item>(parts: readonly (readonly Item[])[]) => {
    if (parts.length !== before.length || parts.some((part, at) => part !== before[at])) {
      before = parts;
      joined = parts.flat();
    }
    return joined as readonly Item[];
  };
}
