import type { SourceState } from '../model/inventory.ts';
import { LOCATION_LABELS, type Location } from '../model/location.ts';
import type { Collection, FoundCertificate, FoundRevocationList, Source } from '../model/source.ts';
import { labelValue } from './label-value.ts';

/** What the inventory has to know of a source. */
export type SourceIdentity = Pick<Source, 'name' | 'type' | 'interval'>;

/** When a collection ended and how long it took. */
export interface Timing {
  /** Unix seconds at the end of the collection. */
  readonly timestamp: number;
  /** Seconds. */
  readonly duration: number;
}

/** The state of a source that has not been collected yet. */
export function emptyState(source: SourceIdentity): SourceState {
  return {
    source: source.name,
    type: source.type,
    interval: source.interval,
    lastCollection: undefined,
    certificates: [],
    revocationLists: [],
    problems: [],
  };
}

/**
 * Makes the state of a source out of one collection. What `previous`, the state before it, holds is used again as
 * far as it is the same: a whole array where the collection holds the same array object as the one before it, single
 * certificates where it holds the same objects. Later stages see by that what has changed.
 */
export function buildState(
  source: SourceIdentity,
  collection: Collection,
  timing: Timing,
  previous?: SourceState,
): SourceState {
  return {
    source: source.name,
    type: source.type,
    interval: source.interval,
    lastCollection: { up: collection.complete, ...timing },
    certificates: withPositions(collection.certificates, previous?.certificates, subjectOf),
    revocationLists: withPositions(collection.revocationLists ?? [], previous?.revocationLists, issuerOf),
    objects: collection.objects,
    problems: sameOrEmpty(previous?.problems, collection.problems),
  };
}

const subjectOf = ({ certificate }: FoundCertificate): string => certificate.subject;
const issuerOf = ({ revocationList }: FoundRevocationList): string => revocationList.issuer;

/** Two empty arrays are as good as the same one. */
function sameOrEmpty<T>(before: readonly T[] | undefined, now: readonly T[]): readonly T[] {
  return before !== undefined && before.length === 0 && now.length === 0 ? before : now;
}

/** What is found at a place, and with what tells it from others of its name there. */
type Found = FoundCertificate | FoundRevocationList;
type Placed<Kind extends Found> = Kind & { readonly position: number };

/** What each array was made of, for as long as somebody holds it. */
const origin = new WeakMap<readonly Found[], readonly Found[]>();

/**
 * Numbers what has the same name (a certificate's subject, a revocation list's issuer) at the same location from 0,
 * in order. Sameness is that of the label values as they are shown: two long subjects that are cut to the same text
 * are the same here, or two series would be alike. What was there before, with the same position, gives the same
 * object again.
 */
function withPositions<Kind extends Found>(
  found: readonly Kind[],
  previous: readonly Placed<Kind>[] = [],
  nameOf: (found: Kind) => string,
): readonly Placed<Kind>[] {
  const foundBefore = origin.get(previous) ?? [];
  if (foundBefore === found || found.length + previous.length === 0) return previous;
  const before = new Map(foundBefore.map((each, index) => [each, previous[index]]));
  const positionOf = positions();
  const placed = found.map((each): Placed<Kind> => {
    const position = positionOf(each.location, nameOf(each));
    const same = before.get(each);
    return same?.position === position ? same : { ...each, position };
  });
  origin.set(placed, found);
  return placed;
}

/** Counts names by location. Most locations have one certificate: for those no count is kept, only the subject. */
function positions(): (location: Location, name: string) => number {
  const subjects = new Map<string, string | Map<string, number>>();
  return (location, name) => {
    const place = locationKey(location);
    const subject = labelValue(name);
    const known = subjects.get(place);
    if (known === undefined) {
      subjects.set(place, subject);
      return 0;
    }
    const counts = typeof known === 'string' ? new Map([[known, 1]]) : known;
    if (counts !== known) subjects.set(place, counts);
    const position = counts.get(subject) ?? 0;
    counts.set(subject, position + 1);
    return position;
  };
}

/**
 * One text per location as shown. Lengths are written out, so that no value can pass for two. An empty value is as
 * good as none: to Prometheus a label without a value is not there.
 */
export function locationKey(location: Location): string {
  const { path } = location;
  // A file is its path, and no text is made for it: this is asked for every certificate at every change.
  if (path !== undefined && isFile(location) && !path.startsWith(MANY)) return labelValue(path);
  let key = MANY;
  for (const label of LOCATION_LABELS) {
    const value = location[label];
    if (value === undefined || value === '') continue;
    const shown = labelValue(value);
    key += `${label}:${shown.length}:${shown};`;
  }
  return key;
}

/** How the keys begin that are not just a path. */
const MANY = '\0';

function isFile(location: Location): boolean {
  for (const label in location) {
    if (label !== 'path' && location[label as keyof Location]) return false;
  }
  return location.path !== '';
}
