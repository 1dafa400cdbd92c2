import { decodeBase64 } from '../../formats/base64.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { certificateAtStart, type ParsedAnchors } from './parsed-anchors.ts';

const BEGINS = [Buffer.from('-----BEGIN CERTIFICATE'), Buffer.from('-----BEGIN X509 CERTIFICATE')];
const END = Buffer.from('-----END');
const DASHES = Buffer.from('-----');
const DASH = 0x2d;

/**
 * A CA file as GnuTLS loads it (gnutls_certificate_set_x509_trust_file(3)): it looks for the first words of a
 * certificate's block anywhere, in the middle of a line too, and for the next END, whatever of. One block that does
 * not decode, and none of the file's anchors is loaded. TRUSTED CERTIFICATE is not seen at all.
 */
export function gnutls(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const certificates: Certificate[] = [];
  for (let at = nextBegin(bytes, 0); at !== -1; at = nextBegin(bytes, at + 1)) {
    const certificate = readBlock(bytes, at, reader);
    if (certificate === undefined) {
      return {
        certificates: [],
        problem: `the block at byte ${at} cannot be read, and GnuTLS then loads nothing of the file`,
      };
    }
    certificates.push(certificate);
  }
  return certificates.length === 0 ? { certificates, problem: 'it holds no certificate' } : { certificates };
}

function nextBegin(bytes: Buffer, from: number): number {
  const found = BEGINS.map((begin) => bytes.indexOf(begin, from)).filter((at) => at !== -1);
  return found.length === 0 ? -1 : Math.min(...found);
}

function readBlock(bytes: Buffer, at: number, reader: CertificateReader): Certificate | undefined {
  const end = bytes.indexOf(END, at + 1);
  const start = bytes.indexOf(DASHES, at + DASHES.length) + DASHES.length;
  if (end === -1 || start > end) return undefined;
  const dash = bytes.subarray(start, end).indexOf(DASH);
  const der = decodeBase64(bytes, start, dash === -1 ? end : start + dash);
  return typeof der === 'string' ? undefined : certificateAtStart(der, reader);
}
