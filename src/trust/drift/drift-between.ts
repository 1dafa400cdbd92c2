import type { Drift } from '../../model/trust.ts';

/** A bundle as far as drift is concerned: fingerprints of its anchors for TLS servers, SHA-256 over the DER. */
export interface AnchorSet {
  readonly path: string;
  readonly anchors: { has(fingerprint: string): boolean; keys(): Iterable<string> };
}

/** The anchors that are in one of two bundles alone. Never counts: two bundles of 140 may share nothing. */
export function driftBetween(left: AnchorSet, right: AnchorSet): Drift {
  const only = (one: AnchorSet, other: AnchorSet): string[] =>
    [...one.anchors.keys()].filter((fingerprint) => !other.anchors.has(fingerprint)).sort();
  return { left: left.path, right: right.path, onlyLeft: only(left, right), onlyRight: only(right, left) };
}
