import type { HandshakeReason } from '../../model/handshake.ts';

/**
 * What the phase `verify` can fail for, in the contract's order: of several that apply, the first is the reason of
 * the failure.
 */
export const VERIFY_REASONS = [
  'not_yet_valid',
  'expired',
  'revoked',
  'self_signed',
  'missing_intermediate',
  'unknown_authority',
  'weak_crypto',
  'invalid_chain',
  'hostname_mismatch',
] as const satisfies readonly HandshakeReason[];

export type VerifyReason = (typeof VERIFY_REASONS)[number];

/** One thing that a strict client would not put up with. */
export interface Flaw {
  readonly reason: VerifyReason;
  /** One sentence for people: which certificate, and what is wrong with it. */
  readonly detail: string;
}

/** The flaws in the contract's order, each once. */
export function inOrder(flaws: readonly Flaw[]): readonly Flaw[] {
  if (flaws.length < 2) return flaws;
  return VERIFY_REASONS.flatMap((reason) => {
    const ofReason = flaws.filter((flaw) => flaw.reason === reason);
    return ofReason.filter(
      ({ detail }, index) => ofReason.findIndex((flaw) => flaw.detail === detail) === index,
    );
  });
}
