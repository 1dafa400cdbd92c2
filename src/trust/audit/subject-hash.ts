import { hash } from 'node:crypto';
import { derElement } from '../../x509/der-element.ts';
import { DerReader, TAG } from '../../x509/der-reader.ts';
import { decodeString } from '../../x509/strings.ts';

const UTF8_STRING = 0x0c;
/** NumericString is left as it stands: OpenSSL's canonical form knows only the types that have letters. */
const NUMERIC_STRING = 0x12;

/**
 * The name of the hash links that OpenSSL looks a subject up by (openssl-rehash(1)): the first four octets, as a
 * little-endian number, of the SHA-1 of the name's canonical encoding: the relative names without the sequence
 * around them, every text as UTF-8 with ASCII letters in lower case, space collapsed and trimmed.
 *
 * @param subject The DER of a Name.
 * @returns Eight hex digits; undefined where the bytes are no Name.
 */
export function subjectHash(subject: Buffer): string | undefined {
  const der = new DerReader(subject, 0, subject.length, true);
  const parts: Buffer[] = [];
  der.enter(TAG.sequence);
  while (der.more) {
    const attributes: Buffer[] = [];
    der.enter(TAG.set);
    while (der.more) attributes.push(canonicalAttribute(der));
    der.leave();
    parts.push(derElement(TAG.set, ...attributes.toSorted((one, other) => one.compare(other))));
  }
  der.leave();
  return der.fault === undefined ? littleEndian(hash('sha1', Buffer.concat(parts), 'hex')) : undefined;
}

/** The hash that OpenSSL before 1.0.0 used: MD5 over the DER as it stands. Links of both kinds often lie side by side. */
export function oldSubjectHash(subject: Buffer): string {
  return littleEndian(hash('md5', subject, 'hex'));
}

function littleEndian(digest: string): string {
  return (digest.slice(0, 8).match(/../g) ?? []).toReversed().join('');
}

function canonicalAttribute(der: DerReader): Buffer {
  der.enter(TAG.sequence);
  der.takeObjectIdentifier();
  const type = der.bytes.subarray(der.head, der.end);
  der.next();
  const { bytes, tag, head, start, end } = der;
  der.leave();
  const text = tag === NUMERIC_STRING ? undefined : decodeString(bytes, tag, start, end);
  const value =
    text === undefined ? bytes.subarray(head, end) : derElement(UTF8_STRING, Buffer.from(fold(text), 'utf8'));
  return derElement(TAG.sequence, type, value);
}

function fold(text: string): string {
  return text
    .replace(/[\t-\r ]+/g, ' ')
    .replace(/^ | $/g, '')
    .replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
