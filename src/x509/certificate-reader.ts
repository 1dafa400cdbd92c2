import type { Certificate } from '../model/certificate.ts';
import {
  fingerprintSha256,
  type LibraryBudget,
  type Reading,
  readFields,
  withFingerprint,
} from './read-certificate.ts';
import { SharedTexts } from './shared-texts.ts';

/** Below this many entries the table is not worth tidying. */
const SMALLEST_SWEEP = 1024;

/**
 * Reads certificates and remembers them by their fingerprint for as long as anybody holds them, so that identical
 * ones are parsed once and share one object. It keeps nothing alive itself: entries of certificates that are gone
 * are swept out each time that the table has doubled.
 */
export class CertificateReader {
  /** How many certificates were really parsed, refused ones among them. */
  parsed = 0;
  readonly #known = new Map<string, WeakRef<Certificate>>();
  readonly #texts = new SharedTexts();
  /** Of intermediates alone: chains are built with them. */
  readonly #encodings = new WeakMap<Certificate, Buffer>();
  #sweepAt = SMALLEST_SWEEP;

  /** How many certificates it has an entry for. */
  get size(): number {
    return this.#known.size;
  }

  /**
   * As `readCertificate`, but the same bytes give the same object. `fingerprint` is their own, by whoever has it already.
   * Never throws.
   */
  read(
    der: Buffer,
    budget: LibraryBudget = { left: 1 },
    fingerprint: string = fingerprintSha256(der),
  ): Reading {
    const known = this.#known.get(fingerprint)?.deref();
    if (known !== undefined) {
      return { certificate: known };
    }
    this.parsed++;
    const fields = readFields(der, budget);
    if (typeof fields === 'string') {
      return { refused: fields };
    }
    const issuer = this.#texts.of(fields.issuer);
    const publicKey = this.#texts.of(fields.publicKey);
    const certificate = withFingerprint(fingerprint, { ...fields, issuer, publicKey });
    this.#remember(certificate);
    // A copy: the bytes are a part of a whole file.
    if (certificate.role === 'intermediate') this.#encodings.set(certificate, Buffer.from(der));
    return { certificate };
  }

  /** The DER of an intermediate that was read here; undefined for every other certificate. */
  encodingOf(certificate: Certificate): Buffer | undefined {
    return this.#encodings.get(certificate);
  }

  #remember(certificate: Certificate): void {
    if (this.#known.size >= this.#sweepAt) {
      for (const [fingerprint, reference] of this.#known) {
        if (reference.deref() === undefined) {
          this.#known.delete(fingerprint);
        }
      }
      this.#sweepAt = Math.max(SMALLEST_SWEEP, this.#known.size * 2);
    }
    this.#known.set(certificate.fingerprintSha256, new WeakRef(certificate));
  }
}
