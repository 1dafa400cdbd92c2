import { decodeBase64 } from '../../formats/base64.ts';
import type { Certificate } from '../../model/certificate.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { certificateAtStart, type ParsedAnchors } from './parsed-anchors.ts';

const LABEL = 'CERTIFICATE';

/**
 * A CA file as rustls-native-certs reads it (rustls-pki-types, `pem`): by lines, certificates alone; a block that does
 * not decode, and a certificate that cannot be read, is left out. The line that ends a block may go on, so that a
 * block that is glued to it is lost.
 */
export function rustls(bytes: Buffer, reader: CertificateReader): ParsedAnchors {
  const certificates: Certificate[] = [];
  let lost = 0;
  let label: string | undefined;
  let body = '';
  for (const line of bytes.toString('latin1').split('\n')) {
    const text = line.trimEnd();
    if (label === undefined) {
      if (text.startsWith('-----BEGIN ') && text.endsWith('-----')) {
        label = text.slice('-----BEGIN '.length, -'-----'.length);
        body = '';
      }
    } else if (text.startsWith(`-----END ${label}-----`)) {
      const certificate = label === LABEL ? decode(body, reader) : undefined;
      if (certificate !== undefined) certificates.push(certificate);
      else if (label === LABEL) lost++;
      label = undefined;
    } else if (label === LABEL) {
      body += text;
    }
  }
  if (label !== undefined) lost++;
  if (lost > 0) return { certificates, problem: `${lost} of its blocks cannot be read` };
  return certificates.length === 0 ? { certificates, problem: 'it holds no certificate' } : { certificates };
}

function decode(body: string, reader: CertificateReader): Certificate | undefined {
  const text = Buffer.from(body, 'latin1');
  const der = decodeBase64(text, 0, text.length);
  return typeof der === 'string' ? undefined : certificateAtStart(der, reader);
}
