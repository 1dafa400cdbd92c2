import { attributeTypeName } from './attribute-types.ts';
import { type DerReader, TAG } from './der-reader.ts';
import { escapeOctets, escapeValue } from './escape.ts';
import { dottedObjectIdentifier } from './object-identifier.ts';
import { decodeString } from './strings.ts';

const UTF8_STRING = 0x0c;

/** The bits of an identifier octet that are zero for the types that all of ASN.1 has in common. */
const NOT_UNIVERSAL = 0xc0;

/**
 * Reads the Name (RFC 5280, 4.1.2.4) that comes next, as RFC 4514 writes it: the most specific part first, that is,
 * in the reverse of the encoded order; `+` between attributes of one part, in encoded order.
 */
export function readName(der: DerReader): string {
  der.enter(TAG.sequence);
  const parts: string[] = [];
  while (der.more) {
    const part = readRelativeName(der);
    // X.501 forbids a part without attributes; where there is one all the same it says nothing.
    if (part !== '') {
      parts.push(part);
    }
  }
  der.leave();
  return parts.length === 1 ? (parts[0] as string) : parts.toReversed().join(',');
}

function readRelativeName(der: DerReader): string {
  der.enter(TAG.set);
  let attributes = der.more ? readAttribute(der) : '';
  while (der.more) {
    attributes += `+${readAttribute(der)}`;
  }
  der.leave();
  return attributes;
}

function readAttribute(der: DerReader): string {
  der.enter(TAG.sequence);
  der.takeObjectIdentifier();
  const { bytes, start, end } = der;
  der.next();
  if ((der.tag & NOT_UNIVERSAL) !== 0) {
    der.fail('is an attribute value of no known type');
  }
  if (!der.leave()) {
    return '';
  }
  const name = attributeTypeName(bytes, start, end);
  if (name !== undefined) {
    return `${name}=${readValue(der)}`;
  }
  const dotted = dottedObjectIdentifier(bytes, start, end);
  if (dotted === undefined) {
    der.fail('has an attribute type that is no object identifier');
    return '';
  }
  return `${dotted}=#${bytes.toString('hex', der.head, der.end)}`;
}

/**
 * The element read last as an attribute value. UTF-8 that is not well-formed keeps the octets that it has, as hex
 * pairs; what is no string at all is `#` and the hex of its encoding (RFC 4514, 2.4).
 */
function readValue({ bytes, tag, head, start, end }: DerReader): string {
  const text = decodeString(bytes, tag, start, end);
  if (text !== undefined) {
    return escapeValue(text);
  }
  return tag === UTF8_STRING ? escapeMalformed(bytes, start, end) : `#${bytes.toString('hex', head, end)}`;
}

/** Octets above 0x7f are escaped after the rest, because a backslash is itself a character to escape. */
function escapeMalformed(bytes: Buffer, start: number, end: number): string {
  let escaped = '';
  let from = start;
  for (let position = start; position <= end; position++) {
    if (position === end || (bytes[position] as number) >= 0x80) {
      escaped += escapeValue(bytes.toString('latin1', from, position));
      escaped += position === end ? '' : escapeOctets(bytes, position, position + 1);
      from = position + 1;
    }
  }
  return escaped;
}
