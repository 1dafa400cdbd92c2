import { type DerReader, TAG } from '../../x509/der-reader.ts';
import { type CanonicalName, readCanonicalName } from './canonical-name.ts';

/** A GeneralName (RFC 5280, 4.2.1.6) as far as a client compares it. */
export type GeneralName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly text: string }
  /** As encoded: in a certificate's names 4 or 16 octets, in constraints an address and a mask. */
  | { readonly kind: 'ip'; readonly octets: Buffer }
  | { readonly kind: 'directory'; readonly name: CanonicalName }
  /** A kind that nothing here compares. */
  | { readonly kind: 'other'; readonly tag: number };

const RFC822_NAME = 0x81;
const DNS_NAME = 0x82;
const DIRECTORY_NAME = 0xa4;
const URI = 0x86;
const IP_ADDRESS = 0x87;
/** otherName, x400Address, ediPartyName and registeredID. */
const OTHERS = new Set([0xa0, 0xa3, 0xa5, 0x88]);

/** Reads the GeneralName that comes next. */
export function readGeneralName(der: DerReader): GeneralName {
  if (der.isAt(DIRECTORY_NAME)) {
    der.enter(DIRECTORY_NAME);
    const name = readCanonicalName(der);
    der.leave();
    return { kind: 'directory', name };
  }
  der.next();
  const { bytes, tag, start, end } = der;
  if (tag === DNS_NAME) return { kind: 'dns', text: bytes.toString('latin1', start, end) };
  if (tag === IP_ADDRESS) return { kind: 'ip', octets: Buffer.from(bytes.subarray(start, end)) };
  if (tag === RFC822_NAME) return { kind: 'email', text: bytes.toString('latin1', start, end) };
  if (tag === URI) return { kind: 'uri', text: bytes.toString('latin1', start, end) };
  if (!OTHERS.has(tag)) der.fail('is no general name');
  return { kind: 'other', tag };
}

/** Reads the GeneralNames that come next. */
export function readGeneralNames(der: DerReader): GeneralName[] {
  const names: GeneralName[] = [];
  der.enter(TAG.sequence);
  while (der.more) names.push(readGeneralName(der));
  der.leave();
  return names;
}

/**
 * What is wrong with a subject alternative name (RFC 5280, 4.2.1.6), as the end of a sentence about its certificate;
 * undefined where nothing is. OpenSSL overlooks it, and Go reads no certificate that has such a name.
 */
export function nameFault(name: GeneralName): string | undefined {
  if (name.kind === 'ip') {
    const { length } = name.octets;
    const isAddress = length === 4 || length === 16;
    return isAddress ? undefined : `has an address of ${length} octets among its alternative names`;
  }
  const isAscii = !('text' in name) || /^[\0-\x7f]*$/.test(name.text);
  return isAscii
    ? undefined
    : 'has an alternative name that is not ASCII, as internationalized names have to be';
}
