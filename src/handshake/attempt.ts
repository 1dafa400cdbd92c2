import type { HandshakeResult, Target } from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { type DialContext, dial } from './dial.ts';
import { judged } from './judged.ts';
import type { KnownIntermediates } from './trust/known-intermediates.ts';
import type { TrustStores } from './trust/trust-stores.ts';
import type { ChainVerifier } from './verify/chain-verifier.ts';
import type { Verdict } from './verify/verdict.ts';

/** What attempts share. */
export interface AttemptContext extends DialContext {
  readonly verifier: ChainVerifier;
  readonly trust: TrustStores;
  readonly intermediates: Pick<KnownIntermediates, 'with'>;
  /** Gives the same object for the same certificate, so that thousands of targets share their intermediates. */
  readonly reader: CertificateReader;
}

/** One attempt at a target, or at one of its addresses. */
export interface Attempt {
  readonly result: HandshakeResult;
  /** What was made of the served chain, for those who want all of it; absent where none was captured. */
  readonly verdict?: Verdict;
}

/**
 * Dials a target once and judges what was served: one attempt, or with `ip: all` one for each address.
 *
 * Whatever the network and the server do is a result. Rejects as `dial` does: with the signal's reason when it is
 * called off, and with what a guarded resolver refuses.
 */
export async function attempt(
  target: Target,
  module: ModuleOptions,
  context: AttemptContext,
): Promise<readonly Attempt[]> {
  const observations = await dial(target, module, context);
  return Promise.all(observations.map((observation) => judged(observation, module, context)));
}
