import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { opensslCertificate } from '../../x509/openssl-certificate.ts';
import { TrustStores } from '../trust/trust-stores.ts';
import type { CertificatePool } from '../verify/certificate-pool.ts';

/**
 * By whom the certificate of an `https://` proxy may be: Node's roots, and those of the system as it is now, because
 * `tls.getCACertificates('system')` is read only once in the life of a process. The exporter's own trust, whatever
 * root it looks at.
 */
export class ProxyTrust {
  readonly #stores: TrustStores;
  #known: { readonly id: string; readonly context: SecureContext } | undefined;

  constructor(stores = new TrustStores({ environment: process.env })) {
    this.#stores = stores;
  }

  /** The same context for as long as the system's trust is the same. Never rejects. */
  async context(): Promise<SecureContext> {
    const { anchors } = await this.#stores.get({ kind: 'system' });
    if (this.#known?.id !== anchors.id) {
      const ca = [...new Set([...getCACertificates('default'), ...pemOf(anchors)])];
      this.#known = { id: anchors.id, context: createSecureContext({ ca }) };
    }
    return this.#known.context;
  }
}

/** One that OpenSSL cannot read shall not cost the others. */
function pemOf({ certificates }: CertificatePool): string[] {
  return certificates.flatMap(({ der }) => {
    try {
      return [opensslCertificate(der).toString()];
    } catch {
      return [];
    }
  });
}
