import {
  element,
  explicit,
  implicit,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  setOf,
} from './der-writer.ts';

const NULL = element(0x05, Buffer.alloc(0));
const DATA = '1.2.840.113549.1.7.1';
const ENCRYPTED_DATA = '1.2.840.113549.1.7.6';
const BAGS = '1.2.840.113549.1.12.10.1.';

/** A PKCS #12 file (RFC 7292) of these contents, without a MAC where none is given. */
export function pfx(contents: readonly Buffer[], mac?: Buffer): Buffer {
  return sequence(integer(3), content(sequence(...contents)), ...(mac === undefined ? [] : [mac]));
}

const content = (octets: Buffer): Buffer =>
  sequence(objectIdentifier(DATA), explicit(0, octetString(octets)));

/** A content in the clear. */
export function plainContent(bags: readonly Buffer[]): Buffer {
  return content(sequence(Buffer.concat(bags)));
}

/** A content that says that it is encrypted in this way. */
export function encryptedContent(algorithm: Buffer, octets: Buffer): Buffer {
  const info = sequence(objectIdentifier(DATA), algorithm, implicit(0, octets));
  return sequence(objectIdentifier(ENCRYPTED_DATA), explicit(0, sequence(integer(0), info)));
}

/** A bag of one of the types of RFC 7292, 4.2, by the last component of its object identifier. */
export function bag(type: number, value: Buffer, ...attributes: readonly Buffer[]): Buffer {
  const set = attributes.length === 0 ? [] : [setOf(...attributes)];
  return sequence(objectIdentifier(`${BAGS}${type}`), explicit(0, value), ...set);
}

/** A bag with a certificate, called so. */
export function certificateBag(der: Buffer, name?: string, ...attributes: readonly Buffer[]): Buffer {
  const value = sequence(objectIdentifier('1.2.840.113549.1.9.22.1'), explicit(0, octetString(der)));
  const named = name === undefined ? [] : [friendlyName(name)];
  return bag(3, value, ...named, ...attributes);
}

/** A BMPString, as its writer encodes it. */
export function friendlyName(name: string): Buffer {
  const text = element(0x1e, Buffer.from(name, 'utf16le').swap16());
  return sequence(objectIdentifier('1.2.840.113549.1.9.20'), setOf(text));
}

/** How Java marks an anchor. */
export function trustAttribute(): Buffer {
  const everyUse = setOf(objectIdentifier('2.5.29.37.0'));
  return sequence(objectIdentifier('2.16.840.1.113894.746875.1.1'), everyUse);
}

/** A MAC by SHA-1 that fits nothing. */
export function macData({ iterations }: { readonly iterations: number | bigint }): Buffer {
  const algorithm = sequence(objectIdentifier('1.3.14.3.2.26'), NULL);
  return sequence(
    sequence(algorithm, octetString(Buffer.alloc(20))),
    octetString(Buffer.alloc(8)),
    integer(iterations),
  );
}

/** PBES2 with AES-256 and a key by PBKDF2 (RFC 8018). */
export function pbes2(iterations: number | bigint, salt = Buffer.alloc(16)): Buffer {
  const derivation = sequence(
    objectIdentifier('1.2.840.113549.1.5.12'),
    sequence(octetString(salt), integer(iterations)),
  );
  const scheme = sequence(objectIdentifier('2.16.840.1.101.3.4.1.42'), octetString(Buffer.alloc(16)));
  return sequence(objectIdentifier('1.2.840.113549.1.5.13'), sequence(derivation, scheme));
}
