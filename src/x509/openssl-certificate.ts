import { X509Certificate } from 'node:crypto';

/** RFC 7468, section 2: the most characters of a line. */
const LINE = /.{1,64}/g;

/** A certificate in DER as a PEM block with a final line feed. */
export function certificatePem(der: Uint8Array): string {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.length);
  const lines = bytes.toString('base64').match(LINE) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/**
 * A certificate as OpenSSL reads it. `X509Certificate` looks for a PEM block in what it is given before it takes it for
 * DER, and a hostile certificate can have one inside, in a name or an extension: what came back then would be another
 * certificate, signature and all. So it is never given DER.
 * @throws where OpenSSL cannot read it.
 */
export function opensslCertificate(der: Uint8Array): X509Certificate {
  return new X509Certificate(certificatePem(der));
}
