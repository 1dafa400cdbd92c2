import { type BerElement, berElement } from './ber.ts';
import { type CertificateFields, readCertificateFields } from './certificate-fields.ts';
import { DerReader, TAG } from './der-reader.ts';
import { rewriteAsDer } from './peculiar-x509.cjs';
import { readTime } from './time.ts';

/**
 * Reads a certificate whose encoding is not DER as the quick reader knows it, by letting @peculiar/x509 read it and
 * write it anew. The dates are the exception: they are read from the certificate's own bytes.
 * @returns undefined where the library refuses it, or understands it as something that is no certificate either.
 */
export function readOddCertificate(bytes: Buffer): CertificateFields | undefined {
  const dates = readDates(bytes);
  if (dates === undefined) {
    return undefined;
  }
  let rewritten: Buffer;
  try {
    rewritten = rewriteAsDer(bytes);
  } catch {
    return undefined;
  }
  // The library copies serial numbers and what it has no type for, such as an algorithm's parameters, as they stand.
  const der = new DerReader(rewritten, 0, rewritten.length, true);
  const fields = readCertificateFields(der);
  return der.fault === undefined ? { ...fields, ...dates } : undefined;
}

function readDates(bytes: Buffer): Pick<CertificateFields, 'notBefore' | 'notAfter'> | undefined {
  const [, , , validity] = children(bytes, firstChild(bytes, berElement(bytes, 0, bytes.length)));
  const [notBefore, notAfter] = children(bytes, validity).map(({ tag, start, end }) =>
    readTime(bytes, tag, start, end),
  );
  return notBefore === undefined || notAfter === undefined ? undefined : { notBefore, notAfter };
}

function firstChild(bytes: Buffer, parent: BerElement | undefined): BerElement | undefined {
  return parent === undefined ? undefined : berElement(bytes, parent.start, parent.end);
}

/** The first elements inside of one, without an explicit version, so that a certificate's fields keep their places. */
function children(bytes: Buffer, parent: BerElement | undefined): BerElement[] {
  const found: BerElement[] = [];
  if (parent === undefined) {
    return found;
  }
  let child = firstChild(bytes, parent);
  while (child !== undefined && found.length < 4) {
    if (child.tag !== 0xa0 || parent.tag !== TAG.sequence) {
      found.push(child);
    }
    child = berElement(bytes, child.next, parent.end);
  }
  return found;
}
