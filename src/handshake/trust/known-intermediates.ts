import { CertificatePool, EMPTY_POOL } from '../verify/certificate-pool.ts';

/** Intermediates that are stored on this host, beside those that a module configures: they close no chain. */
export class KnownIntermediates {
  readonly #stored: () => CertificatePool;
  readonly #merged = new WeakMap<CertificatePool, { stored: CertificatePool; both: CertificatePool }>();

  /** `stored` gives the same pool for as long as nothing changes. Default: none. */
  constructor(stored: () => CertificatePool = () => EMPTY_POOL) {
    this.#stored = stored;
  }

  /** Those that are stored, and these. */
  with(configured: CertificatePool = EMPTY_POOL): CertificatePool {
    const stored = this.#stored();
    if (configured === EMPTY_POOL) return stored;
    if (stored === EMPTY_POOL) return configured;
    const known = this.#merged.get(configured);
    if (known?.stored === stored) return known.both;
    const both = new CertificatePool([...configured.certificates, ...stored.certificates]);
    this.#merged.set(configured, { stored, both });
    return both;
  }
}
