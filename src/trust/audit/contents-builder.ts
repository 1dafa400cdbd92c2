import type { AuditFinding } from '../../model/trust-audit.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { type Anchor, readAnchorDetails } from './anchor.ts';
import { EVERY_USE, isForServers, type TrustSettings } from './trust-settings.ts';

/** Oddly encoded certificates of one file that the library may be asked about, at about a millisecond each. */
const MOST_LIBRARY_READS = 64;

/** Blocks of one file that are told apart as findings; one is enough to lose the whole file. */
const MOST_DAMAGED = 50;

/** What is gathered while a file is read. */
export class ContentsBuilder {
  readonly anchors: Anchor[] = [];
  readonly findings: AuditFinding[] = [];
  readonly #reader: CertificateReader;
  readonly #budget = { left: MOST_LIBRARY_READS };
  #damaged = 0;
  holdsKey = false;

  constructor(reader: CertificateReader) {
    this.#reader = reader;
  }

  /** `where` follows a name in a sentence: `at byte 1420`. */
  addCertificate(der: Buffer, where: string, settings: TrustSettings = EVERY_USE): void {
    const { certificate, refused } = this.#reader.read(der, this.#budget);
    const details = certificate && readAnchorDetails(der);
    if (certificate === undefined || details === undefined) {
      this.addDamage(`the certificate ${where} cannot be read${refused === undefined ? '' : `: ${refused}`}`);
    } else this.anchors.push({ certificate, where, isForServers: isForServers(settings), ...details });
  }

  addDamage(detail: string): void {
    if (++this.#damaged > MOST_DAMAGED) return;
    const cost = 'OpenSSL, curl, GnuTLS and Python then load no anchor of this file at all';
    this.findings.push({ check: 'damaged_block', level: 'critical', detail: `${detail}: ${cost}` });
  }

  addKey(where: string): void {
    this.holdsKey = true;
    const detail = `a private key lies ${where}: whoever reads the bundle has it; take it out, and replace that key`;
    this.findings.push({ check: 'private_key', level: 'critical', detail });
  }
}
