import type { Certificate } from '../model/certificate.ts';
import type { Finding, ProblemReason } from '../model/problem.ts';
import type { RevocationList } from '../model/revocation-list.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { readRevocationList } from '../x509/read-revocation-list.ts';
import type { Container, ContainerKind } from './container.ts';

/** Findings kept in full; a hostile file has a million. */
const MAX_FINDINGS = 100;

/** Oddly encoded certificates that one container may have read by the library, at about a millisecond each. */
const MAX_LIBRARY_READS = 64;

/**
 * No TLS handshake carries a larger one: Go's clients take this much for a whole chain, OpenSSL's 100 KiB. A name of
 * megabytes, or a million alternative names, would hold up everything else while it is read, and stay in the memory.
 */
const MAX_CERTIFICATE_BYTES = 256 * 1024;

/** One array for all containers without revocation lists, which are nearly all of twenty thousand. */
const NO_LISTS: readonly RevocationList[] = [];

/** Collects what one container holds. */
export class ContainerBuilder {
  readonly #reader: CertificateReader;
  readonly #budget = { left: MAX_LIBRARY_READS };
  readonly #certificates: Certificate[] = [];
  #revocationLists: RevocationList[] | undefined;
  readonly #findings: Finding[] = [];
  readonly #findingCounts: { [Reason in ProblemReason]?: number } = {};
  #otherObjects = 0;

  constructor(reader: CertificateReader) {
    this.#reader = reader;
  }

  /**
   * Reads one certificate, which has to fill `der`.
   * @param where begins the sentence of a finding: `block 2 at byte 1420`
   * @returns undefined where it is none that can be read, or too large.
   */
  addCertificate(der: Buffer, where: string): Certificate | undefined {
    if (der.length > MAX_CERTIFICATE_BYTES) {
      const most = `${MAX_CERTIFICATE_BYTES / 1024} KiB`;
      this.addFinding(
        'too_large',
        `${where} is a certificate of ${der.length} bytes: more than ${most} is not read`,
      );
      return undefined;
    }
    const { certificate, refused } = this.#reader.read(der, this.#budget);
    if (certificate === undefined) {
      this.addFinding('malformed_certificate', `${where} is no certificate that can be read: ${refused}`);
    } else {
      this.#certificates.push(certificate);
    }
    return certificate;
  }

  /** Reads one revocation list, which has to fill `der`; `where` as for certificates. */
  addRevocationList(der: Buffer, where: string): void {
    const { list, refused } = readRevocationList(der);
    if (list === undefined) {
      this.addFinding('malformed_certificate', `${where} is no revocation list that can be read: ${refused}`);
    } else {
      this.#revocationLists ??= [];
      this.#revocationLists.push(list);
    }
  }

  addFinding(reason: ProblemReason, detail: string): void {
    this.#findingCounts[reason] = (this.#findingCounts[reason] ?? 0) + 1;
    if (this.#findings.length < MAX_FINDINGS) {
      this.#findings.push({ reason, detail });
    }
  }

  addOtherObject(): void {
    this.#otherObjects++;
  }

  finish(kind: ContainerKind): Container {
    return {
      kind,
      certificates: this.#certificates,
      revocationLists: this.#revocationLists ?? NO_LISTS,
      findings: this.#findings,
      findingCounts: this.#findingCounts,
      otherObjects: this.#otherObjects,
    };
  }
}
