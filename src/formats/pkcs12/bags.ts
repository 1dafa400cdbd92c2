import { TAG } from '../../x509/der-reader.ts';
import { type KeystoreCertificate, MOST_OBJECTS, quoteName } from '../keystore.ts';
import { damaged, KeystoreFault } from '../keystore-fault.ts';
import { expected, fewParts, first, identifier, octets, only, type Part, parts } from './ber-parts.ts';

/** Types of bags (RFC 7292, 4.2) and of what is in them. */
const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';
const CERTIFICATE_BAG = '1.2.840.113549.1.12.10.1.3';
const CRL_BAG = '1.2.840.113549.1.12.10.1.4';
const SECRET_BAG = '1.2.840.113549.1.12.10.1.5';
const SAFE_CONTENTS_BAG = '1.2.840.113549.1.12.10.1.6';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const X509_CRL = '1.2.840.113549.1.9.23.1';
/** Attributes (RFC 7292, 4.2; RFC 2985, 5.5), and the one by which Java marks an anchor. */
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1';

const CONTEXT_0 = 0xa0;
const BMP_STRING = 0x1e;
/** The deepest nesting of bags in bags; nobody is known to nest them at all. */
const MAX_DEPTH = 8;

/** What was found in bags so far. */
export interface BagContents {
  readonly certificates: KeystoreCertificate[];
  readonly revocationLists: Buffer[];
  readonly keys: string[];
  bags: number;
}

/** Reads a SafeContents. What was found before something damaged stays. @throws KeystoreFault */
export function readBags(safeContents: Buffer, found: BagContents, where: string, depth = 0): void {
  if (depth > MAX_DEPTH) throw damaged(`${where} has bags nested more than ${MAX_DEPTH} deep`);
  for (const bag of parts(only(safeContents, TAG.sequence, where).body, where)) {
    if (++found.bags > MOST_OBJECTS) {
      throw new KeystoreFault('too_large', `${where} has more than ${MOST_OBJECTS} bags`);
    }
    readBag(bag, found, `bag ${found.bags}`, depth);
  }
}

function readBag(bag: Part, found: BagContents, where: string, depth: number): void {
  const [type, value, attributes] = fewParts(expected(bag, TAG.sequence, where).body, where);
  const { body } = expected(value, CONTEXT_0, where);
  switch (identifier(type, where)) {
    case CERTIFICATE_BAG:
      readCertificate(body, attributes, found, where);
      break;
    case CRL_BAG: {
      const list = wrapped(body, X509_CRL, where);
      if (list !== undefined) found.revocationLists.push(list);
      break;
    }
    case KEY_BAG:
    case SHROUDED_KEY_BAG:
    case SECRET_BAG:
      found.keys.push(`in ${where}`);
      break;
    case SAFE_CONTENTS_BAG:
      readBags(body, found, where, depth + 1);
  }
}

function readCertificate(body: Buffer, attributes: Part | undefined, found: BagContents, bag: string): void {
  const der = wrapped(body, X509_CERTIFICATE, bag);
  if (der === undefined) return;
  const { name, isTrusted, isOfKey } = readAttributes(attributes, bag);
  const use = isTrusted ? 'trusted' : isOfKey ? 'key' : 'none';
  const where = `the certificate in ${bag}${quoteName(name)}`;
  found.certificates.push({ der, name, use, index: 0, where });
}

/** What a CertBag or CRLBag holds, if it is of that kind; SDSI certificates are of another. */
function wrapped(body: Buffer, kind: string, where: string): Buffer | undefined {
  const [type, value] = fewParts(only(body, TAG.sequence, where).body, where);
  if (identifier(type, where) !== kind) return undefined;
  return octets(first(expected(value, CONTEXT_0, where).body, where), TAG.octetString, where);
}

interface Attributes {
  readonly name: string | undefined;
  readonly isTrusted: boolean;
  readonly isOfKey: boolean;
}

function readAttributes(attributes: Part | undefined, where: string): Attributes {
  let name: string | undefined;
  const types = new Set<string>();
  const list = attributes === undefined ? [] : fewParts(expected(attributes, TAG.set, where).body, where);
  for (const attribute of list) {
    const [type, values] = fewParts(expected(attribute, TAG.sequence, where).body, where);
    const dotted = identifier(type, where);
    types.add(dotted);
    if (dotted === FRIENDLY_NAME) name ??= friendlyName(values, where);
  }
  return { name, isTrusted: types.has(TRUSTED_KEY_USAGE), isOfKey: types.has(LOCAL_KEY_ID) };
}

/** UTF-16 in network order. Some end it with a zero, as if it were a string of C. */
function friendlyName(values: Part | undefined, where: string): string | undefined {
  const [value] = fewParts(expected(values, TAG.set, where).body, where);
  if (value?.tag !== BMP_STRING || value.body.length % 2 !== 0) return undefined;
  const text = Buffer.from(value.body).swap16().toString('utf16le').toWellFormed();
  return text.replace(/\0+$/, '') || undefined;
}
