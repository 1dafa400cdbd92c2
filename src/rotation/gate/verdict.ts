import type { RecordedAnchor, RotationSettings } from '../../model/rotation.ts';
import type { Content, ContentCertificate } from '../content/content.ts';
import { changesBetween } from './changes.ts';
import type { Present } from './present.ts';
import type { VerifyChain } from './verify-chain.ts';

/** What the gate is asked about a new content. */
export interface GateInput {
  readonly settings: RotationSettings;
  /** The whole content that is at the target now; undefined where there is no file. */
  readonly current: Buffer | undefined;
  readonly proposed: Content;
  /** Unix seconds. */
  readonly now: number;
  readonly verifyChain: VerifyChain;
}

/** What the gate is asked about a bundle after the distribution's tool ran. */
export interface BundleGateInput {
  readonly settings: RotationSettings;
  /** The bundle before the tool ran; undefined where there was none. */
  readonly before: Buffer | undefined;
  /** The bundle after it ran; undefined where there is none. */
  readonly after: Buffer | undefined;
  /** What was put into the tool's folder: all of it has to have arrived. */
  readonly content: Content;
  /** Unix seconds. */
  readonly now: number;
  readonly verifyChain: VerifyChain;
}

/** What the gate says. */
export interface Verdict {
  readonly accepted: boolean;
  /** Why it is refused, every reason: sentences without a full stop. Empty where it is accepted. */
  readonly reasons: readonly string[];
  /** What a person should know and what refuses nothing: sentences without a full stop. */
  readonly notes: readonly string[];
  readonly added: readonly RecordedAnchor[];
  readonly removed: readonly RecordedAnchor[];
  readonly anchorsBefore: number;
  readonly anchorsAfter: number;
  /** SHA-256 of the current file as it is; undefined where there is none, or where it holds a private key. */
  readonly sha256Before: string | undefined;
}

/** Puts a verdict together: it is accepted where there is no reason against it. */
export function verdictOf(
  present: Present,
  anchors: { readonly before: readonly ContentCertificate[]; readonly after: readonly ContentCertificate[] },
  reasons: readonly string[],
  notes: readonly string[],
): Verdict {
  return {
    accepted: reasons.length === 0,
    reasons,
    notes: [...(present.note === undefined ? [] : [present.note]), ...notes],
    ...changesBetween(anchors.before, anchors.after),
    anchorsBefore: anchors.before.length,
    anchorsAfter: anchors.after.length,
    sha256Before: present.sha256,
  };
}
