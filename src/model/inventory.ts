import type { ObjectFacts } from './kubernetes-facts.ts';
import type { Problem } from './problem.ts';
import type { FoundCertificate, FoundRevocationList, SourceType } from './source.ts';

/** A certificate at one place, with what tells it from others of the same subject there. */
export interface InventoryCertificate extends FoundCertificate {
  /** Its index among the certificates of the same subject at the same location; 0 nearly always. */
  readonly position: number;
}

/** A revocation list at one place, with what tells it from others of the same issuer there. */
export interface InventoryRevocationList extends FoundRevocationList {
  /** Its index among the revocation lists of the same issuer at the same location; 0 nearly always. */
  readonly position: number;
}

/** What is known of one source now. */
export interface SourceState {
  readonly source: string;
  readonly type: SourceType;
  /** Seconds. */
  readonly interval: number;
  /** Undefined until the first collection is complete. */
  readonly lastCollection:
    | {
        /** Whether it could list everything that it was told to. */
        readonly up: boolean;
        /** Unix seconds at its end. */
        readonly timestamp: number;
        /** Seconds. */
        readonly duration: number;
      }
    | undefined;
  readonly certificates: readonly InventoryCertificate[];
  readonly revocationLists: readonly InventoryRevocationList[];
  /** Undefined for every kind of source but Kubernetes. */
  readonly objects?: ObjectFacts | undefined;
  readonly problems: readonly Problem[];
}

/**
 * The immutable result of all collections so far. A change makes a new object; `contents` of a source that did not
 * change is shared between the old and the new one.
 */
export interface Inventory {
  readonly sources: readonly SourceState[];
  /** True once every source has been collected at least once. */
  readonly ready: boolean;
}
