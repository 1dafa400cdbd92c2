import type { InventoryCertificate, SourceState } from '../model/inventory.ts';
import type { Collection, FoundCertificate, FoundRevocationList, Source } from '../model/source.ts';
import { positionsOf } from './positions.ts';
import { whereBefore } from './where-before.ts';

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
    certificates: withPositions(collection.certificates, previous?.certificates, subjectOf, withPosition),
    revocationLists: withPositions(
      collection.revocationLists ?? [],
      previous?.revocationLists,
      issuerOf,
      (found, position) => ({ ...found, position }),
    ),
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

/**
 * Written out for what there are a hundred thousand of: an object that a spread has made keeps its last property
 * apart, at 30 bytes more.
 */
function withPosition(found: FoundCertificate, position: number): InventoryCertificate {
  const { certificate, location, index, role } = found;
  return role === undefined
    ? { certificate, location, index, position }
    : { certificate, location, index, role, position };
}

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
  placeAt: (found: Kind, position: number) => Placed<Kind>,
): readonly Placed<Kind>[] {
  const foundBefore = origin.get(previous) ?? [];
  if (foundBefore === found || found.length + previous.length === 0) return previous;
  const before = whereBefore(foundBefore, found);
  const positions = positionsOf(found, nameOf);
  const placed = found.map((each, index): Placed<Kind> => {
    const position = positions[index] ?? 0;
    const same = previous[before(index)];
    return same?.position === position ? same : placeAt(each, position);
  });
  origin.set(placed, found);
  return placed;
}
