import type { ChainFinding, HandshakeFailure } from '../../model/handshake.ts';
import type { StapleJudgement } from '../ocsp/judge-staple.ts';
import type { TrustStore } from '../trust/trust-store.ts';
import type { CertificatePool } from './certificate-pool.ts';
import type { Flaw } from './flaw.ts';

/** What a verdict is about. */
export interface VerdictInput {
  /** DER in the order of the wire, the leaf first; at least one. */
  readonly served: readonly Uint8Array[];
  /** SHA-256 of each of these, lower-case hex, by whoever has them already. */
  readonly fingerprints?: readonly string[];
  /** The name or the address that the certificate has to be for; empty where there is none that it could be for. */
  readonly expectedName: string;
  readonly trust: TrustStore;
  /** Configured or stored intermediates: they close no chain, but tell a missing one from an unknown authority. */
  readonly intermediates?: CertificatePool;
  /** DER of the stapled OCSP response; undefined where there was none. */
  readonly staple?: Uint8Array | undefined;
  /** Unix seconds. */
  readonly now: number;
}

/** One certificate of a trusted path. */
export interface PathStep {
  /** RFC 4514; empty where it names no subject. */
  readonly subject: string;
  /** Lower-case hex. */
  readonly fingerprintSha256: string;
  /** Unix seconds. */
  readonly notBefore: number;
  /** Unix seconds. */
  readonly notAfter: number;
  /** `added`: a configured or stored intermediate that the server should have sent. */
  readonly origin: 'served' | 'added' | 'anchor';
}

/** What a strict client would say of a served chain, part by part. */
export interface Verdict {
  /** RFC 5280 path validation now, dates, revocation by a staple, and the strength of the cryptography included. */
  readonly chainVerified: boolean;
  readonly hostnameMatch: boolean;
  /** Everything that is wrong, in the contract's order; empty exactly where both parts are true. */
  readonly flaws: readonly Flaw[];
  /** The first flaw. */
  readonly failure?: HandshakeFailure;
  /**
   * The path in force, the leaf first, the anchor last: of the paths with the least against them the one that lasts
   * longest. Absent where no path leads to an anchor.
   */
  readonly path?: readonly PathStep[];
  /**
   * Unix seconds: the earliest expiry in the path that lasts longest, dates ignored when paths are built, among those
   * that nothing else speaks against (but weak cryptography, where all are weak). Absent where there is none.
   */
  readonly chainNotAfter?: number;
  readonly chainFindings: readonly ChainFinding[];
  readonly ocsp: StapleJudgement;
  /** Sentences about what fails nobody yet, or not everybody. */
  readonly notes: readonly string[];
}
