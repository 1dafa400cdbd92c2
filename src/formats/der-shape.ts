import { type BerElement, berElement } from '../x509/ber.ts';
import { TAG } from '../x509/der-reader.ts';
import { isPkcs7ContentType } from './pkcs7.ts';

/**
 * What an element is, judged by the tags of its first parts; `crl` is a revocation list, `bcfks` a keystore of Bouncy
 * Castle, `other` none that holds certificates.
 */
export type DerShape = 'certificate' | 'crl' | 'pkcs7' | 'pkcs12' | 'bcfks' | 'other';

const CONTEXT_0 = 0xa0;

/** The version of PFX (RFC 7292, 4). */
const PFX_VERSION = 3;

/**
 * Tells what an element of BER is without reading more than its first tags, so that a key is known for one before
 * any of it is touched. What cannot be told from a certificate is one, so that its defect is reported as such.
 */
export function derShape(bytes: Buffer, element: BerElement): DerShape {
  const first = element.tag === TAG.sequence ? berElement(bytes, element.start, element.end) : undefined;
  switch (first?.tag) {
    case TAG.sequence:
      return shapeOfSigned(bytes, first);
    case TAG.objectIdentifier:
      return isPkcs7ContentType(bytes, first) ? 'pkcs7' : 'other';
    case TAG.integer:
      return isPfx(bytes, element, first) ? 'pkcs12' : 'other';
    case undefined:
      // A first part that is cut off or lies. Those of keys are integers, which are too short for that.
      return element.tag === TAG.sequence &&
        element.start < element.end &&
        bytes[element.start] === TAG.sequence
        ? 'certificate'
        : 'other';
    default:
      return 'other';
  }
}

/**
 * Tells TBSCertificate (RFC 5280, 4.1) and TBSCertList from the first part of their neighbours: TBSCertList begins
 * like a certificate of version 1, or without a version, but has a date after the issuer's name (5.1);
 * CertificationRequestInfo has its attributes or nothing there (RFC 2986,
 * 4.1); SubjectPublicKeyInfo and EncryptedPrivateKeyInfo begin with an object identifier (RFC 5208, 6).
 */
function shapeOfSigned(bytes: Buffer, part: BerElement): DerShape {
  const tags: number[] = [];
  let position = part.start;
  while (tags.length < 4 && position < part.end) {
    const element = berElement(bytes, position, part.end);
    if (element === undefined) {
      break;
    }
    tags.push(element.tag);
    position = element.next;
  }
  const [first, second, third, fourth] = tags;
  // Bouncy Castle's keystore: how its contents are encrypted, and they (its ASN.1 module, EncryptedObjectStoreData).
  if (first === TAG.sequence && second === TAG.octetString && tags.length === 2) return 'bcfks';
  const date = first === TAG.integer ? fourth : third;
  if (second === TAG.sequence && isDate(date) && (first === TAG.sequence || third === TAG.sequence)) {
    return 'crl';
  }
  const isCertificate =
    first === CONTEXT_0 ||
    (first === TAG.integer && third === TAG.sequence && fourth === TAG.sequence) ||
    // Version 1 with a defect further on, which is for the certificate's reader to name.
    (first === TAG.integer && tags.length < 3);
  return isCertificate ? 'certificate' : 'other';
}

function isDate(tag: number | undefined): boolean {
  return tag === TAG.utcTime || tag === TAG.generalizedTime;
}

function isPfx(bytes: Buffer, element: BerElement, version: BerElement): boolean {
  const authSafe = berElement(bytes, version.next, element.end);
  const type = authSafe?.tag === TAG.sequence ? berElement(bytes, authSafe.start, authSafe.end) : undefined;
  return (
    version.end - version.start === 1 &&
    bytes[version.start] === PFX_VERSION &&
    type?.tag === TAG.objectIdentifier &&
    isPkcs7ContentType(bytes, type)
  );
}
