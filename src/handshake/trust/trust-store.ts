import type { CertificatePool } from '../verify/certificate-pool.ts';

/** The anchors that a module trusts, as they were when they were last loaded. Immutable. */
export interface TrustStore {
  readonly anchors: CertificatePool;
  /** What it is, in the middle of a sentence: `the system's trust (/etc/ssl/certs/ca-certificates.crt)`. */
  readonly description: string;
  /**
   * Why it holds less than it should, the rest of a sentence: it could not be read, or holds nothing. What could be
   * loaded is trusted all the same. A store without anchors trusts nobody, so that every chain is by an unknown
   * authority, and the detail of that failure says this.
   */
  readonly problem?: string;
}
