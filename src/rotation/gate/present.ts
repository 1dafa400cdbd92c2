import { hash } from 'node:crypto';
import { hasPemBlocks } from '../../formats/pem-blocks.ts';
import { readContainer } from '../../formats/read-container.ts';
import { plural } from '../../model/words.ts';
import { CertificateReader } from '../../x509/certificate-reader.ts';
import type { LibraryBudget, Reading } from '../../x509/read-certificate.ts';
import type { ContentCertificate } from '../content/content.ts';
import { contentOf, parseCertificates } from '../content/parse-content.ts';

/** What new content is compared with. */
export interface Present {
  /** Each once, in the order of the file. Empty where there is nothing to compare with. */
  readonly certificates: readonly ContentCertificate[];
  /** SHA-256 of the file as it is; undefined where there is none, or where it holds a private key. */
  readonly sha256: string | undefined;
  /** What is special about it, a sentence without a full stop. */
  readonly note: string | undefined;
}

/**
 * What is at the target now. A file that no strict parser reads is compared by what can still be read out of it: it
 * says what was trusted, and that few services get anything of it is why it is to be replaced.
 * @param place what the file is, for sentences
 */
export function presentContent(current: Buffer | undefined, place = 'the target'): Present {
  if (current === undefined) {
    const note = `there is no file at ${place} yet, so that there is nothing to compare with`;
    return { certificates: [], sha256: undefined, note };
  }
  const strict = parseCertificates(current);
  const sha256 = mayHoldKeys(current) ? undefined : hash('sha256', current, 'hex');
  if (!('refused' in strict))
    return { certificates: contentOf(strict).certificates, sha256, note: undefined };
  const reader = new KeepingReader();
  readContainer(current, reader);
  const { certificates } = contentOf(reader.found);
  const rest =
    certificates.length === 0
      ? 'nothing can be read out of it, so that there is nothing to compare with'
      : `it is compared by the ${plural(certificates.length, 'certificate')} that can still be read out of it`;
  return { certificates, sha256, note: `what is at ${place} now ${strict.refused}; ${rest}` };
}

/** Private keys are not hashed either; a keystore may hold some. */
function mayHoldKeys(bytes: Buffer): boolean {
  return bytes.includes('PRIVATE KEY') || (!hasPemBlocks(bytes) && !isText(bytes));
}

function isText(bytes: Buffer): boolean {
  return bytes.subarray(0, 512).every((octet) => octet >= 0x20 || (octet >= 0x09 && octet <= 0x0d));
}

/** Keeps the encodings of what it reads. */
class KeepingReader extends CertificateReader {
  readonly found: ContentCertificate[] = [];

  override read(der: Buffer, budget?: LibraryBudget): Reading {
    const reading = super.read(der, budget);
    if (reading.certificate !== undefined) this.found.push({ der, certificate: reading.certificate });
    return reading;
  }
}
