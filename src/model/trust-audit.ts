import {
  type Bundle,
  type BundleFinding,
  type Drift,
  FINDING_LEVELS,
  type FindingLevel,
  type RuntimeTrust,
} from './trust.ts';
import type { ProcessTrust } from './trust-processes.ts';

/** The closed list of what an audit looks for in a bundle. Part of the metrics' contract. */
export const AUDIT_CHECKS = [
  'missing',
  'unreadable',
  'empty',
  'no_usable_anchors',
  'shrunk',
  'private_key',
  'damaged_block',
  'glued_block',
  'unsupported_format',
  'writable_by_others',
  'owner_not_root',
  'unreadable_by_others',
  'expired',
  'expiring',
  'not_yet_valid',
  'not_ca',
  'version_1',
  'no_cert_sign',
  'weak_key',
  'weak_signature',
  'negative_serial',
  'distrust_after',
  'duplicate',
  'same_key',
  'not_in_reference',
  'own_missing',
  'java_store_behind',
  'trusted_format',
  'link_dangling',
  'link_missing',
  'link_stale',
  'link_gap',
  'other_object',
  'text_between',
  'line_endings',
  'byte_order_mark',
] as const;

export type AuditCheck = (typeof AUDIT_CHECKS)[number];

/** A finding of one of the checks. */
export interface AuditFinding extends BundleFinding {
  readonly check: AuditCheck;
}

/** Whether `level` is at least as bad as `least`. */
export function isAtLeast(level: FindingLevel, least: FindingLevel): boolean {
  return FINDING_LEVELS.indexOf(level) <= FINDING_LEVELS.indexOf(least);
}

/** How a bundle differs from the reference set: SHA-256 over the DER, lower-case hex, in ascending order. */
export interface ReferenceDifference {
  /** Not in the reference set, those of the accepted ones left out. */
  readonly extra: readonly string[];
  readonly missing: readonly string[];
}

/** A bundle file or folder after its audit. Immutable. */
export interface AuditedBundle extends Bundle {
  readonly findings: readonly AuditFinding[];
  /** Undefined for what is no bundle of public roots. */
  readonly reference: ReferenceDifference | undefined;
}

/** What something that an audit came by was like, so that one can tell whether it has changed since. */
export interface SeenPath {
  /** Whether a path ended there, so that its content counts; folders on the way count by their rights alone. */
  readonly isEnd: boolean;
  /** Another text once it has changed; what the system calls the error where it cannot be looked at. */
  readonly identity: string;
}

/** The reference set that bundles of public roots are held against. */
export interface ReferenceFacts {
  readonly anchors: number;
  /** Unix seconds of the release that carried it; undefined where that is not known. */
  readonly timestamp: number | undefined;
  /** Unix seconds of the newest list of roots of which Mozilla accepts no newer certificates. */
  readonly distrustTimestamp: number;
}

/** What one look at the bundles of a host found. Immutable. */
export interface TrustAudit {
  readonly bundles: readonly AuditedBundle[];
  readonly drift: readonly Drift[];
  readonly reference: ReferenceFacts;
  /** The subjects (RFC 4514) of the anchors that `drift` and the differences name, by fingerprint. */
  readonly subjects: ReadonlyMap<string, string>;
  /** Everything that it read or missed, by the path by which the exporter opens it, each folder before what is in it. */
  readonly seen: ReadonlyMap<string, SeenPath>;
}

/** Who trusts what on a host, and how the bundles stand. Immutable. */
export interface TrustReport extends TrustAudit {
  /** Sorted by runtime and installation. */
  readonly runtimes: readonly RuntimeTrust[];
  /** Undefined where no process is to be seen, as in an unpacked image. */
  readonly processes: ProcessTrust | undefined;
  /** Unix seconds at which the look began. */
  readonly lookedAt: number;
}
