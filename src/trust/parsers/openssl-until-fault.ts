import { startsLikeDer } from '../../formats/der.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { opensslBlocks } from './openssl-blocks.ts';
import { certificateAtStart, type ParsedAnchors } from './parsed-anchors.ts';

/**
 * A file as NODE_EXTRA_CA_CERTS is read, with PEM_read_bio_X509(3) until it fails: what comes before damage is kept.
 * TRUSTED CERTIFICATE is stepped over.
 */
export function nodeExtra(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  return untilFault(bytes, reader, false);
}

/**
 * A file of a folder with hashed names as OpenSSL's by_dir reads it, with PEM_read_bio_X509_AUX(3): what comes before
 * damage is kept, and TRUSTED CERTIFICATE counts.
 */
export function hashedFile(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  return untilFault(bytes, reader, true);
}

/** The same as OpenSSL's stores read it (ossl_store-file(7)), which know DER as well. */
export function storedFile(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const certificate = startsLikeDer(bytes) ? certificateAtStart(bytes, reader) : undefined;
  return certificate === undefined ? hashedFile(bytes, reader) : { certificates: [certificate] };
}

function untilFault(bytes: Buffer, reader: CertificateReader, takesTrusted: boolean): ParsedAnchors {
  const certificates: Certificate[] = [];
  for (const block of opensslBlocks(bytes)) {
    if (block.kind === 'other') continue;
    if (block.kind === 'certificate' && block.label === 'TRUSTED CERTIFICATE' && !takesTrusted) continue;
    const certificate = block.kind === 'certificate' ? certificateAtStart(block.der, reader) : undefined;
    if (certificate === undefined) {
      const why = block.kind === 'fault' ? block.why : 'is no certificate that can be read';
      return { certificates, problem: `the block at byte ${block.at} ${why}, and nothing behind it is read` };
    }
    certificates.push(certificate);
  }
  return certificates.length === 0 ? { certificates, problem: 'it holds no certificate' } : { certificates };
}
