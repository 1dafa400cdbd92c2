import { DerReader, TAG } from '../../x509/der-reader.ts';
import { readSerialNumber } from '../../x509/serial-number.ts';
import { readSignatureAlgorithm } from '../../x509/signature-algorithm.ts';
import { readTime } from '../../x509/time.ts';
import { readCanonicalName } from '../verify/canonical-name.ts';

/** Which certificate a response is about (RFC 6960, 4.1.1). */
export interface CertificateId {
  /** The encoded object identifier of the hash, one character for each octet. */
  readonly hash: string;
  readonly issuerNameHash: Buffer;
  readonly issuerKeyHash: Buffer;
  /** As in `Certificate`. */
  readonly serialNumber: string;
}

export const OCSP_STATUSES = ['good', 'revoked', 'unknown'] as const;

export type OcspStatus = (typeof OCSP_STATUSES)[number];

/** What a responder says of one certificate (RFC 6960, 4.2.1). Times are Unix seconds. */
export interface SingleResponse {
  readonly id: CertificateId;
  readonly status: OcspStatus;
  readonly revokedAt?: number;
  readonly thisUpdate: number;
  readonly nextUpdate?: number;
}

/** A BasicOCSPResponse (RFC 6960, 4.2.1), before anybody has looked at who signed it. */
export interface BasicResponse {
  /** What the signature is over. */
  readonly signedData: Buffer;
  /** As in `Certificate`: `SHA256-RSA`. */
  readonly signatureAlgorithm: string;
  readonly signature: Buffer;
  readonly responses: readonly SingleResponse[];
  /** DER of the certificates that came along, to check the signature with. */
  readonly certificates: readonly Buffer[];
}

const ENUMERATED = 0x0a;
const [CONTEXT_0, CONTEXT_1, CONTEXT_2] = [0xa0, 0xa1, 0xa2];
const GOOD = 0x80;
const UNKNOWN = 0x82;
/** The encoded id-pkix-ocsp-basic, 1.3.6.1.5.5.7.48.1.1. */
const BASIC = '2b0601050507300101';
const FAILURES = ['', 'malformedRequest', 'internalError', 'tryLater', '', 'sigRequired', 'unauthorized'];

/**
 * Reads an OCSPResponse (RFC 6960, 4.2.1).
 * @returns why it says nothing about any certificate, as the end of a sentence, where it does not.
 */
export function readOcspResponse(bytes: Uint8Array): BasicResponse | string {
  const whole = Buffer.from(bytes);
  const der = new DerReader(whole);
  der.enter(TAG.sequence);
  der.take(ENUMERATED);
  const status = der.end - der.start === 1 ? whole[der.start] : undefined;
  if (der.fault === undefined && status !== 0)
    return `is the responder's error ${FAILURES[status ?? 0] || status}`;
  der.enter(CONTEXT_0);
  der.enter(TAG.sequence);
  der.take(TAG.objectIdentifier);
  const type = whole.toString('hex', der.start, der.end);
  der.take(TAG.octetString);
  const { start, end } = der;
  der.leave();
  der.leave();
  der.leave();
  if (der.fault === undefined && der.position !== whole.length) der.fail('is followed by something else');
  if (der.fault !== undefined) return `cannot be read: ${der.fault}`;
  return type === BASIC ? readBasicResponse(whole.subarray(start, end)) : 'is of a kind that nobody reads';
}

function readBasicResponse(bytes: Buffer): BasicResponse | string {
  const der = new DerReader(bytes);
  der.enter(TAG.sequence);
  const dataStart = der.position;
  const responses = readResponseData(der);
  const signedData = bytes.subarray(dataStart, der.position);
  const signatureAlgorithm = readSignatureAlgorithm(der);
  der.take(TAG.bitString);
  const signature = bytes.subarray(der.start + 1, der.end);
  const certificates: Buffer[] = [];
  if (der.isAt(CONTEXT_0)) {
    der.enter(CONTEXT_0);
    der.enter(TAG.sequence);
    while (der.more) {
      const at = der.position;
      der.take(TAG.sequence);
      certificates.push(bytes.subarray(at, der.position));
    }
    der.leave();
    der.leave();
  }
  der.leave();
  if (der.fault !== undefined) return `cannot be read: ${der.fault}`;
  return { signedData, signatureAlgorithm, signature, responses, certificates };
}

function readResponseData(der: DerReader): SingleResponse[] {
  der.enter(TAG.sequence);
  if (der.isAt(CONTEXT_0)) der.next();
  if (der.isAt(CONTEXT_1)) {
    der.enter(CONTEXT_1);
    readCanonicalName(der);
    der.leave();
  } else {
    der.take(CONTEXT_2);
  }
  readMoment(der);
  const responses: SingleResponse[] = [];
  der.enter(TAG.sequence);
  while (der.more) responses.push(readSingleResponse(der));
  der.leave();
  if (der.isAt(CONTEXT_1)) der.next();
  der.leave();
  return responses;
}

function readSingleResponse(der: DerReader): SingleResponse {
  der.enter(TAG.sequence);
  const id = readCertificateId(der);
  const { status, revokedAt } = readStatus(der);
  const thisUpdate = readMoment(der);
  let nextUpdate: number | undefined;
  if (der.isAt(CONTEXT_0)) {
    der.enter(CONTEXT_0);
    nextUpdate = readMoment(der);
    der.leave();
  }
  if (der.isAt(CONTEXT_1)) der.next();
  der.leave();
  return {
    id,
    status,
    thisUpdate,
    ...(revokedAt === undefined ? {} : { revokedAt }),
    ...(nextUpdate === undefined ? {} : { nextUpdate }),
  };
}

function readCertificateId(der: DerReader): CertificateId {
  der.enter(TAG.sequence);
  der.enter(TAG.sequence);
  der.take(TAG.objectIdentifier);
  const hash = der.bytes.toString('latin1', der.start, der.end);
  if (der.more) der.next();
  der.leave();
  const issuerNameHash = readOctets(der);
  const issuerKeyHash = readOctets(der);
  der.take(TAG.integer);
  if (der.start === der.end) der.fail('is an integer without octets');
  const serialNumber = der.fault === undefined ? readSerialNumber(der.bytes, der.start, der.end) : '';
  der.leave();
  return { hash, issuerNameHash, issuerKeyHash, serialNumber };
}

function readStatus(der: DerReader): { status: OcspStatus; revokedAt?: number } {
  if (der.isAt(CONTEXT_1)) {
    der.enter(CONTEXT_1);
    const revokedAt = readMoment(der);
    if (der.more) der.next();
    der.leave();
    return { status: 'revoked', revokedAt };
  }
  der.next();
  if (der.tag !== GOOD && der.tag !== UNKNOWN) der.fail('is no status of a certificate');
  return { status: der.tag === GOOD ? 'good' : 'unknown' };
}

function readOctets(der: DerReader): Buffer {
  der.take(TAG.octetString);
  return der.bytes.subarray(der.start, der.end);
}

function readMoment(der: DerReader): number {
  der.take(TAG.generalizedTime);
  const moment = der.fault === undefined ? readTime(der.bytes, der.tag, der.start, der.end) : 0;
  if (moment === undefined) der.fail('is no date that the calendar knows');
  return moment ?? 0;
}
