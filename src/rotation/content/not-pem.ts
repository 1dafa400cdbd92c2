import { derShape } from '../../formats/der-shape.ts';
import { berElement } from '../../x509/ber.ts';

const JAVA_KEYSTORES = new Set([0xfe_ed_fe_ed, 0xce_ce_ce_ce]);
const GZIP = 0x1f_8b;
const UTF16 = Buffer.from('-----BEGIN ', 'utf16le');
const UTF16_BIG_ENDIAN = Buffer.from(UTF16).swap16();
const SEQUENCE = 0x30;

/** What content without any PEM block is instead, as the rest of a sentence that begins with its name. */
export function notPem(bytes: Buffer): string {
  if (isBlank(bytes)) return 'is empty';
  if (JAVA_KEYSTORES.has(bytes.length < 4 ? 0 : bytes.readUInt32BE())) {
    return 'is a Java keystore, not PEM: write its certificates out with keytool -exportcert -rfc';
  }
  if (bytes.length > 1 && bytes.readUInt16BE() === GZIP) return 'is compressed (gzip), not PEM';
  if (bytes.includes(UTF16) || bytes.includes(UTF16_BIG_ENDIAN))
    return 'is PEM in UTF-16, which TLS software does not read: write it in ASCII';
  return bytes[0] === SEQUENCE ? notPemButDer(bytes) : notPemButText(bytes);
}

function notPemButDer(bytes: Buffer): string {
  const element = berElement(bytes, 0, bytes.length);
  switch (element && derShape(bytes, element)) {
    case 'certificate':
      return 'is a certificate in DER, not PEM: convert it with openssl x509 -inform DER';
    case 'pkcs7':
      return 'is PKCS #7 in DER, not PEM: convert it with openssl pkcs7 -inform DER -print_certs';
    case 'pkcs12':
      return 'is a PKCS #12 keystore, which can hold private keys: write its certificates alone out with openssl pkcs12 -nokeys';
    case undefined:
      return 'holds no PEM block';
    default:
      return 'is DER, and no certificate';
  }
}

function notPemButText(bytes: Buffer): string {
  const isMarkup = bytes.toString('latin1', 0, 64).trimStart().startsWith('<');
  return isMarkup ? 'begins like an HTML or XML page and holds no PEM block' : 'holds no PEM block';
}

function isBlank(bytes: Buffer): boolean {
  const start = bytes.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf)) ? 3 : 0;
  return bytes.subarray(start).every((octet) => octet === 0x20 || (octet >= 0x09 && octet <= 0x0d));
}
