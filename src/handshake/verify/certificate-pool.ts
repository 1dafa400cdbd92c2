import { hash } from 'node:crypto';
import { PathCertificate } from './path-certificate.ts';

const NONE: readonly PathCertificate[] = [];

/** Certificates that paths are built from, found by their subject; immutable. */
export class CertificatePool {
  /** Without duplicates, in the order given. */
  readonly certificates: readonly PathCertificate[];
  /** The same for pools of the same certificates, whatever their order. */
  readonly id: string;
  readonly #bySubject = new Map<string, PathCertificate[]>();
  readonly #fingerprints: ReadonlySet<string>;

  constructor(certificates: Iterable<PathCertificate>) {
    const unique = new Map<string, PathCertificate>();
    for (const certificate of certificates) {
      if (unique.has(certificate.fingerprint)) continue;
      unique.set(certificate.fingerprint, certificate);
      const namesakes = this.#bySubject.get(certificate.subjectKey);
      if (namesakes === undefined) this.#bySubject.set(certificate.subjectKey, [certificate]);
      else namesakes.push(certificate);
    }
    this.certificates = [...unique.values()];
    this.#fingerprints = new Set(unique.keys());
    this.id = hash('sha256', [...unique.keys()].sort().join(), 'hex');
  }

  /** The pool of those of these encodings that are certificates. */
  static fromDer(encodings: Iterable<Uint8Array>): CertificatePool {
    const readings = Array.from(encodings, (der) => PathCertificate.read(der));
    return new CertificatePool(readings.filter((reading) => typeof reading !== 'string'));
  }

  /** Whether this very certificate is in the pool. */
  has({ fingerprint }: PathCertificate): boolean {
    return this.#fingerprints.has(fingerprint);
  }

  /** The certificates whose subject is the name that `certificate` has for its issuer. */
  namesakesOfIssuer({ issuerKey }: PathCertificate): readonly PathCertificate[] {
    return this.#bySubject.get(issuerKey) ?? NONE;
  }
}

export const EMPTY_POOL = new CertificatePool([]);
