import { hash } from 'node:crypto';
import type { RevocationList } from '../model/revocation-list.ts';
import { readDate } from './certificate-fields.ts';
import { DerReader, TAG } from './der-reader.ts';
import { readName } from './name.ts';
import { readSignatureAlgorithm } from './signature-algorithm.ts';

const EXTENSIONS = 0xa0;

/** The contents of 2.5.29.20, the object identifier of cRLNumber (RFC 5280, 5.2.3). */
const CRL_NUMBER = Buffer.of(0x55, 0x1d, 0x14);

/** RFC 5280 allows 20 octets; a number is shown as it is up to three times as many. */
const MAX_NUMBER_OCTETS = 64;

/**
 * Octets of each part but its entries. Names of megabytes would hold up everything else while they are read; a thousand
 * distribution points are fewer.
 */
const MAX_PART_OCTETS = 64 * 1024;

/** A revocation list, or why the bytes are none: one sentence without a full stop, for people. */
export type RevocationListReading =
  | { readonly list: RevocationList; readonly refused?: undefined }
  | { readonly list?: undefined; readonly refused: string };

/**
 * Reads one CertificateList (RFC 5280, 5.1), which has to fill `der` from the first byte to the last. Its entries are
 * counted by stepping from one to the next, and nothing is made of them. Lengths may be longer than they need be, as
 * in BER; its signature is not checked. Never throws.
 */
export function readRevocationList(der: Buffer): RevocationListReading {
  const reader = new DerReader(der, 0, der.length, true);
  const fields = readFields(reader);
  if (reader.fault !== undefined) return { refused: reader.fault };
  if (reader.position !== der.length) {
    return { refused: `${der.length - reader.position} bytes follow the revocation list` };
  }
  return { list: { fingerprintSha256: hash('sha256', der, 'hex'), ...fields } };
}

/** What comes back means something only while the reader has no fault. */
function readFields(der: DerReader): Omit<RevocationList, 'fingerprintSha256'> {
  der.enter(TAG.sequence);
  der.enter(TAG.sequence);
  // The version is there in version 2 alone; nothing that is read here depends on it.
  if (der.isAt(TAG.integer)) der.next();
  bound(der);
  readSignatureAlgorithm(der);
  bound(der);
  const issuer = readName(der);
  const thisUpdate = readDate(der);
  const hasNextUpdate = der.isAt(TAG.utcTime) || der.isAt(TAG.generalizedTime);
  const nextUpdate = hasNextUpdate ? readDate(der) : undefined;
  const revoked = der.isAt(TAG.sequence) ? countEntries(der) : 0;
  const crlNumber = readCrlNumber(der);
  der.leave();
  bound(der);
  const signatureAlgorithm = readSignatureAlgorithm(der);
  der.takeBitString();
  der.leave();
  return { issuer, thisUpdate, nextUpdate, crlNumber, signatureAlgorithm, revoked };
}

/**
 * Steps over revokedCertificates by the lengths of its entries, which must fill it. A loop of its own: a list of a
 * million is read in about the time in which it is hashed.
 */
function countEntries(der: DerReader): number {
  if (!der.take(TAG.sequence)) return 0;
  const { bytes, start, end } = der;
  let count = 0;
  let position = start;
  while (position < end) {
    let length = bytes[position + 1] as number;
    const isEntry = bytes[position] === TAG.sequence && position + 2 <= end;
    position += 2;
    if (length >= 0x80) {
      const octets = length & 0x7f;
      // None is an indefinite length, and four are 4 GiB.
      length = octets === 0 || octets > 4 ? Number.NaN : 0;
      for (let index = 0; index < octets && index < 4; index++) {
        length = length * 256 + (bytes[position + index] as number);
      }
      position += octets;
    }
    position += length;
    if (!isEntry || !(position <= end)) {
      der.failFinally(`holds a revoked certificate, number ${count + 1}, that cannot be read`);
      return 0;
    }
    count++;
  }
  return count;
}

/** Lets the next element pass only where it is no larger than any that is needed. */
function bound(der: DerReader): void {
  const element = der.within(der.position, der.bytes.length);
  if (element.next() && element.end - element.start > MAX_PART_OCTETS) {
    der.failFinally(
      `has a part of ${element.end - element.start} bytes at byte ${element.head}, which is too large`,
    );
  }
}

function readCrlNumber(der: DerReader): string | undefined {
  let number: string | undefined;
  if (!der.isAt(EXTENSIONS)) return undefined;
  bound(der);
  der.enter(EXTENSIONS);
  der.enter(TAG.sequence);
  while (der.more) {
    der.enter(TAG.sequence);
    der.takeObjectIdentifier();
    const isNumber = CRL_NUMBER.equals(der.bytes.subarray(der.start, der.end));
    if (der.isAt(TAG.boolean)) der.takeBoolean();
    if (isNumber && number === undefined) {
      const before = der.fault;
      der.enter(TAG.octetString);
      number = readInteger(der);
      der.leave();
      der.locateFault('cRLNumber', before);
    } else {
      der.take(TAG.octetString);
    }
    der.leave();
  }
  der.leave();
  der.leave();
  return number;
}

function readInteger(der: DerReader): string | undefined {
  if (!der.take(TAG.integer)) return undefined;
  const octets = der.bytes.subarray(der.start, der.end);
  if (octets.length === 0 || octets.length > MAX_NUMBER_OCTETS) {
    der.fail(`is an integer of ${octets.length} octets`);
    return undefined;
  }
  return BigInt.asIntN(octets.length * 8, BigInt(`0x${octets.toString('hex')}`)).toString();
}
