import { type DerReader, TAG } from '../../x509/der-reader.ts';
import { decodeString } from '../../x509/strings.ts';

/**
 * The parts of a Name (RFC 5280, 4.1.2.4), most general first, each in a form that is equal for two parts exactly
 * where RFC 5280, 7.1, calls them equal: whatever string types they are written in, without regard to the case of
 * ASCII letters, to space at the ends, and to how much space is between words. As OpenSSL does it; the full
 * preparation of RFC 4518 is done by nobody.
 */
export type CanonicalName = readonly string[];

/** The identifier octets of emailAddress (PKCS #9), 1.2.840.113549.1.9.1. */
const EMAIL_ADDRESS = '2a864886f70d010901';

/** Reads the Name that comes next. */
export function readCanonicalName(der: DerReader): CanonicalName {
  const parts: string[] = [];
  der.enter(TAG.sequence);
  while (der.more) {
    const attributes: string[] = [];
    der.enter(TAG.set);
    do {
      attributes.push(readAttribute(der));
    } while (der.more);
    der.leave();
    // A part of several attributes is a set, and not everybody sorts sets.
    parts.push(attributes.sort().join(';'));
  }
  der.leave();
  return parts;
}

/** One string for a whole name, fit as a key: equal exactly where the names are. */
export function nameKey(name: CanonicalName): string {
  return name.map((part) => `${part.length}:${part}`).join('');
}

/** The values of emailAddress in a name, in lower case. */
export function emailsIn(name: CanonicalName): string[] {
  return name.flatMap((part) => {
    const emails: string[] = [];
    for (let at = 0; at < part.length; ) {
      const [whole, type, length] = /^([0-9a-f]*)=[sx](\d+):/.exec(part.slice(at)) ?? [];
      if (whole === undefined) break;
      const end = at + whole.length + Number(length);
      if (type === EMAIL_ADDRESS) emails.push(part.slice(at + whole.length, end));
      at = end + 1;
    }
    return emails;
  });
}

function readAttribute(der: DerReader): string {
  der.enter(TAG.sequence);
  der.take(TAG.objectIdentifier);
  const type = der.bytes.toString('hex', der.start, der.end);
  der.next();
  const { bytes, tag, head, start, end } = der;
  if (!der.leave()) return '';
  const text = decodeString(bytes, tag, start, end);
  const value = text === undefined ? bytes.toString('hex', head, end) : fold(text);
  return `${type}=${text === undefined ? 'x' : 's'}${value.length}:${value}`;
}

function fold(text: string): string {
  return text
    .replace(/[\t-\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
