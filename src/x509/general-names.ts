import { type DerReader, TAG } from './der-reader.ts';
import { escapeControls, escapeOctets } from './escape.ts';
import { readIpAddress } from './ip-address.ts';
import { readName } from './name.ts';
import { dottedObjectIdentifier } from './object-identifier.ts';
import { decodeString, decodeUtf8 } from './strings.ts';

/** The tags of GeneralName's choices (RFC 5280, 4.2.1.6). */
const OTHER_NAME = 0xa0;
const RFC822_NAME = 0x81;
const DNS_NAME = 0x82;
const X400_ADDRESS = 0xa3;
const DIRECTORY_NAME = 0xa4;
const EDI_PARTY_NAME = 0xa5;
const URI = 0x86;
const IP_ADDRESS = 0x87;
const REGISTERED_ID = 0x88;

/**
 * Reads the GeneralNames that come next, each as its kind, a colon and its text: `DNS:…`, `IP:…`, `email:…`,
 * `URI:…`, `dirName:…` (RFC 4514), `RID:…` (dotted), `otherName:OID:…` (without text where it has none that can be
 * read), `x400Address`, `ediPartyName`. Control characters are escaped as in names.
 */
export function readGeneralNames(der: DerReader): string[] {
  const names: string[] = [];
  der.enter(TAG.sequence);
  while (der.more) {
    names.push(readGeneralName(der));
  }
  der.leave();
  // An array that has grown has room for sixteen more, in each of a hundred thousand certificates.
  return names.slice();
}

function readGeneralName(der: DerReader): string {
  if (der.isAt(DIRECTORY_NAME)) {
    der.enter(DIRECTORY_NAME);
    const name = readName(der);
    der.leave();
    return `dirName:${name}`;
  }
  if (der.isAt(OTHER_NAME)) {
    return readOtherName(der);
  }
  der.next();
  switch (der.tag) {
    case DNS_NAME:
      return `DNS:${readText(der)}`;
    case IP_ADDRESS:
      return `IP:${readIpAddress(der.bytes, der.start, der.end)}`;
    case RFC822_NAME:
      return `email:${readText(der)}`;
    case URI:
      return `URI:${readText(der)}`;
    case REGISTERED_ID: {
      const dotted = dottedObjectIdentifier(der.bytes, der.start, der.end);
      return `RID:${dotted ?? `#${der.bytes.toString('hex', der.start, der.end)}`}`;
    }
    case X400_ADDRESS:
      return 'x400Address';
    case EDI_PARTY_NAME:
      return 'ediPartyName';
    default:
      der.fail('is no general name');
      return '';
  }
}

/** IA5String by the book; UTF-8 where somebody wrote that, and hex pairs for octets that are neither. */
function readText({ bytes, start, end }: DerReader): string {
  const text = decodeUtf8(bytes, start, end);
  return escapeControls(text ?? escapeOctets(bytes, start, end));
}

function readOtherName(der: DerReader): string {
  der.enter(OTHER_NAME);
  der.takeObjectIdentifier();
  const dotted = dottedObjectIdentifier(der.bytes, der.start, der.end);
  der.enter(0xa0);
  der.next();
  const text = der.fault === undefined ? decodeString(der.bytes, der.tag, der.start, der.end) : undefined;
  der.leave();
  der.leave();
  if (dotted === undefined) {
    der.fail('has a type that is no object identifier');
  }
  return text === undefined ? `otherName:${dotted}` : `otherName:${dotted}:${escapeControls(text)}`;
}
