import type { Certificate, Role } from '../model/certificate.ts';
import { type DerReader, TAG } from './der-reader.ts';
import { readGeneralNames } from './general-names.ts';
import { readName } from './name.ts';
import { readPublicKey } from './public-key.ts';
import { readSerialNumber } from './serial-number.ts';
import { readSignatureAlgorithm } from './signature-algorithm.ts';
import { readTime } from './time.ts';

/** What can be read out of a certificate without hashing it. */
export type CertificateFields = Omit<Certificate, 'fingerprintSha256'>;

const VERSION = 0xa0;
const ISSUER_UNIQUE_ID = 0x81;
const SUBJECT_UNIQUE_ID = 0x82;
const EXTENSIONS = 0xa3;

/** The last octet of 2.5.29.17 and 2.5.29.19, the two extensions that metrics need. */
const SUBJECT_ALTERNATIVE_NAME = 0x11;
const BASIC_CONSTRAINTS = 0x13;

const NO_NAMES: readonly string[] = [];

/**
 * Reads a Certificate (RFC 5280, 4.1) that fills the reader to its end. What comes back means something only while
 * the reader has no fault.
 */
export function readCertificateFields(der: DerReader): CertificateFields {
  der.enter(TAG.sequence);
  der.enter(TAG.sequence);
  const isVersion1 = readIsVersion1(der);
  const serialNumber = readSerial(der);
  // The same algorithm has to stand here and outside (RFC 5280, 4.1.1.2). The outer one is the one that is named.
  readSignatureAlgorithm(der);
  const issuerStart = der.position;
  const issuer = readName(der);
  const issuerEnd = der.position;
  der.enter(TAG.sequence);
  const notBefore = readDate(der);
  const notAfter = readDate(der);
  der.leave();
  const subjectStart = der.position;
  const subject = readName(der);
  const selfIssued = sameBytes(der.bytes, issuerStart, issuerEnd, subjectStart, der.position);
  const publicKey = readPublicKey(der);
  for (const tag of [ISSUER_UNIQUE_ID, SUBJECT_UNIQUE_ID]) {
    if (der.isAt(tag)) {
      der.next();
    }
  }
  const { sans, isAuthority } = readExtensions(der);
  der.leave();
  const signatureAlgorithm = readSignatureAlgorithm(der);
  der.takeBitString();
  der.leave();
  return {
    subject: subject === '' ? (sans[0] ?? '') : subject,
    issuer: selfIssued && subject !== '' ? subject : issuer,
    serialNumber,
    notBefore,
    notAfter,
    sans,
    publicKey,
    signatureAlgorithm,
    role: roleOf(isVersion1, isAuthority, selfIssued),
  };
}

/**
 * Whether the certificate is of version 1, which is not written, or written as 0 (RFC 5280, 4.1.2.1). All others are
 * read alike: nothing that is read here depends on which it is, nor does when the certificate expires.
 */
function readIsVersion1(der: DerReader): boolean {
  if (!der.isAt(VERSION)) {
    return true;
  }
  der.enter(VERSION);
  der.take(TAG.integer);
  const isZero = der.end - der.start === 1 && der.bytes[der.start] === 0;
  der.leave();
  return isZero;
}

function readSerial(der: DerReader): string {
  if (!der.take(TAG.integer)) {
    return '';
  }
  const { bytes, start, end } = der;
  if (start === end) {
    der.fail('is an integer without octets');
    return '';
  }
  const [first, second] = [bytes[start], bytes[start + 1]] as [number, number];
  // X.690, 8.3.2: the first nine bits are neither all zero nor all one.
  const isPadded = end - start > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (isPadded && !der.isLoose) {
    der.fail('is an integer that is not in its shortest form');
  }
  return readSerialNumber(bytes, start, end);
}

/** Reads the Time (RFC 5280, 4.1.2.5) that comes next, in Unix seconds. */
export function readDate(der: DerReader): number {
  if (!der.next()) {
    return 0;
  }
  const time = readTime(der.bytes, der.tag, der.start, der.end);
  if (time === undefined) {
    der.failFinally('is no date that the calendar knows');
  }
  return time ?? 0;
}

function readExtensions(der: DerReader): { sans: readonly string[]; isAuthority: boolean } {
  let sans: readonly string[] | undefined;
  let isAuthority = false;
  if (der.isAt(EXTENSIONS)) {
    der.enter(EXTENSIONS);
    der.enter(TAG.sequence);
    while (der.more) {
      der.enter(TAG.sequence);
      der.takeObjectIdentifier();
      const kind = extensionKind(der);
      if (der.isAt(TAG.boolean)) {
        der.takeBoolean();
      }
      const before = der.fault;
      if (kind === SUBJECT_ALTERNATIVE_NAME && sans === undefined) {
        sans = readAlternativeNames(der);
        der.locateFault('subjectAltName', before);
      } else if (kind === BASIC_CONSTRAINTS) {
        isAuthority = readBasicConstraints(der);
        der.locateFault('basicConstraints', before);
      } else {
        der.take(TAG.octetString);
      }
      der.leave();
    }
    der.leave();
    der.leave();
  }
  return { sans: sans ?? NO_NAMES, isAuthority };
}

/** The last octet of the object identifier read last where it is one of 2.5.29, otherwise 0. */
function extensionKind({ bytes, start, end }: DerReader): number {
  return end - start === 3 && bytes[start] === 0x55 && bytes[start + 1] === 0x1d
    ? (bytes[start + 2] as number)
    : 0;
}

function readAlternativeNames(der: DerReader): readonly string[] {
  der.enter(TAG.octetString);
  const names = readGeneralNames(der);
  der.leave();
  return names;
}

/** Whether basicConstraints (RFC 5280, 4.2.1.9) says that the subject is a CA. */
function readBasicConstraints(der: DerReader): boolean {
  der.enter(TAG.octetString);
  der.enter(TAG.sequence);
  const isAuthority = der.isAt(TAG.boolean) && der.takeBoolean();
  if (der.isAt(TAG.integer)) {
    der.next();
  }
  der.leave();
  der.leave();
  return isAuthority;
}

function sameBytes(bytes: Buffer, start: number, end: number, otherStart: number, otherEnd: number): boolean {
  return (
    end - start === otherEnd - otherStart && bytes.compare(bytes, otherStart, otherEnd, start, end) === 0
  );
}

function roleOf(isVersion1: boolean, isAuthority: boolean, selfIssued: boolean): Role {
  if (isAuthority || (isVersion1 && selfIssued)) {
    return selfIssued ? 'root' : 'intermediate';
  }
  return 'leaf';
}
