import type { Certificate } from '../../model/certificate.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { opensslBlocks } from './openssl-blocks.ts';
import { certificateAtStart, type ParsedAnchors } from './parsed-anchors.ts';

/**
 * A CA file as OpenSSL loads it (SSL_CTX_load_verify_file(3), by way of PEM_X509_INFO_read_bio(3)): one damaged block
 * anywhere, and none of the file's anchors is loaded. TRUSTED CERTIFICATE counts; keys and text are stepped over.
 */
export function opensslStrict(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const certificates: Certificate[] = [];
  for (const block of opensslBlocks(bytes)) {
    if (block.kind === 'other') continue;
    const certificate = block.kind === 'certificate' ? certificateAtStart(block.der, reader) : undefined;
    if (certificate === undefined) {
      const why = block.kind === 'fault' ? block.why : 'is no certificate that can be read';
      return {
        certificates: [],
        problem: `the block at byte ${block.at} ${why}, and OpenSSL then loads nothing of the file`,
      };
    }
    certificates.push(certificate);
  }
  return certificates.length === 0 ? { certificates, problem: 'it holds no certificate' } : { certificates };
}
