import { hash } from 'node:crypto';
import { hasPemBlocks, type PemBlock, pemBlocks } from '../../formats/pem-blocks.ts';
import { certificatePem } from '../../x509/openssl-certificate.ts';
import type { Content, ContentCertificate, ContentRefusal } from './content.ts';
import { notPem } from './not-pem.ts';
import { outsideFault } from './outside-text.ts';
import { blockEnd, readStrictBlock } from './strict-block.ts';

/** Oddly encoded certificates that may be read by the library, at about a millisecond each. */
const MOST_LIBRARY_READS = 64;
const PRIVATE_KEY = /PRIVATE KEY$/;

/**
 * Reads content strictly: PEM with a sound certificate in every block, and around them nothing but comments. What
 * one parser is lax about makes another one drop the whole file, and what looks like the rest of a block is a root
 * that would go missing without a word. Private keys are refused without being decoded.
 * @returns the content in its canonical form, or why there is none: the rest of a sentence that begins with its name
 */
export function parseContent(bytes: Buffer): Content | ContentRefusal {
  const certificates = parseCertificates(bytes);
  return 'refused' in certificates ? certificates : contentOf(certificates);
}

/** The certificates of one file, as strictly. */
export function parseCertificates(bytes: Buffer): readonly ContentCertificate[] | ContentRefusal {
  if (!hasPemBlocks(bytes)) return { refused: notPem(bytes) };
  const key = firstKey(bytes);
  if (key !== undefined) {
    const remedy = 'take it out, and replace that key wherever others could read it';
    return { refused: `holds a private key at byte ${key.at}: ${remedy}` };
  }
  const budget = { left: MOST_LIBRARY_READS };
  const certificates: ContentCertificate[] = [];
  // A byte order mark is white space to those who read it.
  let position = bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
  for (const block of pemBlocks(bytes)) {
    const read = readStrictBlock(bytes, block, budget);
    if (typeof read === 'string') return { refused: read };
    const fault = outsideFault(bytes, position, block.at);
    if (fault !== undefined) return { refused: fault };
    certificates.push(read);
    position = blockEnd(block);
  }
  const fault = outsideFault(bytes, position, bytes.length);
  return fault === undefined ? certificates : { refused: fault };
}

/** Brings certificates, at least one, into the canonical form: each once, the first of equal ones. */
export function contentOf(certificates: readonly ContentCertificate[]): Content {
  const unique = new Map<string, ContentCertificate>();
  for (const each of certificates) {
    const { fingerprintSha256 } = each.certificate;
    if (!unique.has(fingerprintSha256)) unique.set(fingerprintSha256, each);
  }
  const kept = [...unique.values()];
  const bytes = Buffer.from(kept.map(({ der }) => certificatePem(der)).join(''));
  return { bytes, sha256: hash('sha256', bytes, 'hex'), certificates: kept };
}

function firstKey(bytes: Buffer): PemBlock | undefined {
  for (const block of pemBlocks(bytes)) if (PRIVATE_KEY.test(block.label)) return block;
  return undefined;
}
