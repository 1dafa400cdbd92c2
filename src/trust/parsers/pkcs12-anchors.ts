import { type BerElement, berElement } from '../../x509/ber.ts';

const SEQUENCE = 0x30;
const CONTEXT_0 = 0xa0;
const OCTET_STRING = 0x04;
const OBJECT_IDENTIFIER = 0x06;

/** Object identifiers as they are encoded, in hex: PKCS #7 (RFC 2315, 14), PKCS #9 and PKCS #12 (RFC 7292). */
const DATA = '2a864886f70d010701';
const ENCRYPTED_DATA = '2a864886f70d010706';
const CERTIFICATE_BAG = '2a864886f70d010c0a0103';
const X509_CERTIFICATE = '2a864886f70d01091601';
/** The attribute by which Java marks a certificate as an anchor, 2.16.840.1.113894.746875.1.1. */
const TRUSTED_KEY_USAGE = Buffer.from('060c6086480186f966adca7b0101', 'hex');

/** Thrown by the parts for the whole: what is there is not what it should be. */
class DamagedError extends RangeError {}

/**
 * The certificates of a PKCS #12 file (RFC 7292) that Java takes for anchors: those in the clear that have Java's
 * attribute of trust. Keys are stepped over.
 *
 * @returns `encrypted` where there are none in the clear and some may be in what is encrypted.
 * @throws RangeError where it is no PKCS #12 or is damaged.
 */
export function readPkcs12Anchors(bytes: Buffer): readonly Buffer[] | 'encrypted' {
  const [version, authSafe] = parts(bytes, at(bytes, 0, bytes.length, SEQUENCE));
  if (version === undefined || authSafe === undefined) throw new DamagedError('no PFX');
  const found: Buffer[] = [];
  let isEncrypted = false;
  const contents = contentOf(bytes, authSafe);
  if (contents === 'encrypted') return contents;
  for (const info of parts(bytes, contents)) {
    const bags = contentOf(bytes, info);
    if (bags === 'encrypted') {
      isEncrypted = true;
      continue;
    }
    for (const bag of parts(bytes, bags)) {
      const der = anchorOf(bytes, bag);
      if (der !== undefined) found.push(der);
    }
  }
  return isEncrypted && found.length === 0 ? 'encrypted' : found;
}

/** The sequence inside the data of a ContentInfo (RFC 2315, 7). */
function contentOf(bytes: Buffer, info: BerElement): BerElement | 'encrypted' {
  const [type, content] = parts(bytes, info);
  const name = type === undefined ? '' : identifier(bytes, type);
  if (name === ENCRYPTED_DATA) return 'encrypted';
  if (name !== DATA || content?.tag !== CONTEXT_0) throw new DamagedError('unknown content');
  const octets = at(bytes, content.start, content.end, OCTET_STRING);
  return at(bytes, octets.start, octets.end, SEQUENCE);
}

function anchorOf(bytes: Buffer, bag: BerElement): Buffer | undefined {
  const [type, value, attributes] = parts(bytes, bag);
  if (type === undefined || identifier(bytes, type) !== CERTIFICATE_BAG) return undefined;
  if (value === undefined) throw new DamagedError('an empty bag');
  const [kind, wrapped] = parts(bytes, at(bytes, value.start, value.end, SEQUENCE));
  if (kind === undefined || wrapped === undefined || identifier(bytes, kind) !== X509_CERTIFICATE)
    return undefined;
  const octets = at(bytes, wrapped.start, wrapped.end, OCTET_STRING);
  const isTrusted =
    attributes !== undefined && bytes.subarray(attributes.start, attributes.end).includes(TRUSTED_KEY_USAGE);
  return isTrusted ? bytes.subarray(octets.start, octets.end) : undefined;
}

function parts(bytes: Buffer, whole: BerElement): BerElement[] {
  const found: BerElement[] = [];
  for (let position = whole.start; position < whole.end; ) {
    const element = berElement(bytes, position, whole.end);
    if (element === undefined) throw new DamagedError(`no whole element at byte ${position}`);
    found.push(element);
    position = element.next;
  }
  return found;
}

function at(bytes: Buffer, start: number, end: number, tag: number): BerElement {
  const element = berElement(bytes, start, end);
  if (element?.tag !== tag) throw new DamagedError(`something else at byte ${start}`);
  return element;
}

function identifier(bytes: Buffer, element: BerElement): string {
  return element.tag === OBJECT_IDENTIFIER ? bytes.toString('hex', element.start, element.end) : '';
}
