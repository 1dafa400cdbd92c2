import { createPublicKey, hash, type KeyObject } from 'node:crypto';
import { DerReader, TAG } from '../../x509/der-reader.ts';
import { readName } from '../../x509/name.ts';
import { opensslCertificate } from '../../x509/openssl-certificate.ts';
import { readPublicKey } from '../../x509/public-key.ts';
import { readSerialNumber } from '../../x509/serial-number.ts';
import { readSignatureAlgorithm } from '../../x509/signature-algorithm.ts';
import { readTime } from '../../x509/time.ts';
import { type CanonicalName, nameKey, readCanonicalName } from './canonical-name.ts';
import { type Extensions, NO_EXTENSIONS, readExtensions } from './extensions.ts';

const VERSION = 0xa0;
const UNIQUE_IDS = [0x81, 0x82];
const EXTENSIONS = 0xa3;

/** One certificate as far as path validation (RFC 5280, 6) needs it. */
export class PathCertificate {
  /** A copy of the encoding. */
  readonly der: Buffer;
  /** SHA-256 over the encoding, lower-case hex. */
  readonly fingerprint: string;
  readonly version: number;
  /** As in `Certificate`. */
  readonly serialNumber: string;
  /** RFC 4514; empty where the certificate names no subject. */
  readonly subject: string;
  /** RFC 4514. */
  readonly issuer: string;
  readonly subjectName: CanonicalName;
  /** Equal for certificates whose subjects are the same name. */
  readonly subjectKey: string;
  readonly issuerKey: string;
  /** The encodings of the two names. */
  readonly issuerDer: Buffer;
  readonly subjectDer: Buffer;
  /** Unix seconds. */
  readonly notBefore: number;
  /** Unix seconds. */
  readonly notAfter: number;
  /** As in `Certificate`: `RSA 2048`, `ECDSA P-256`. */
  readonly publicKeyName: string;
  /** As in `Certificate`: `SHA256-RSA`. */
  readonly signatureAlgorithm: string;
  /** The SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Buffer;
  readonly extensions: Extensions;
  #keyId: string | undefined;
  #publicKey: KeyObject | null | undefined;

  private constructor(der: Buffer, fingerprint: string, fields: Fields) {
    this.der = der;
    this.fingerprint = fingerprint;
    this.version = fields.version;
    this.serialNumber = fields.serialNumber;
    this.subject = fields.subject;
    this.issuer = fields.issuer;
    this.subjectName = fields.subjectName;
    this.subjectKey = nameKey(fields.subjectName);
    this.issuerKey = nameKey(fields.issuerName);
    this.issuerDer = der.subarray(fields.issuerAt.start, fields.issuerAt.end);
    this.subjectDer = der.subarray(fields.subjectAt.start, fields.subjectAt.end);
    this.notBefore = fields.notBefore;
    this.notAfter = fields.notAfter;
    this.publicKeyName = fields.publicKeyName;
    this.signatureAlgorithm = fields.signatureAlgorithm;
    this.publicKeyInfo = der.subarray(fields.publicKey.start, fields.publicKey.end);
    this.extensions = fields.extensions;
  }

  /**
   * Reads a certificate that fills `bytes` to the end, strictly as DER.
   * @returns why it cannot be read, as the end of a sentence, where it cannot.
   */
  static read(bytes: Uint8Array): PathCertificate | string {
    const der = Buffer.from(bytes);
    const reader = new DerReader(der);
    const fields = readFields(reader);
    if (reader.fault !== undefined) return reader.fault;
    if (reader.position !== der.length) return `${der.length - reader.position} bytes follow the certificate`;
    return new PathCertificate(der, hash('sha256', der, 'hex'), fields);
  }

  /** Whether subject and issuer are the same name. */
  get selfIssued(): boolean {
    return this.subjectKey === this.issuerKey;
  }

  /** The same for certificates of the same public key. */
  get keyId(): string {
    return (this.#keyId ??= hash('sha256', this.publicKeyInfo, 'hex'));
  }

  /** The public key; undefined where OpenSSL cannot use it. */
  get publicKey(): KeyObject | undefined {
    if (this.#publicKey === undefined) {
      try {
        this.#publicKey = createPublicKey({ key: this.publicKeyInfo, format: 'der', type: 'spki' });
      } catch {
        this.#publicKey = null;
      }
    }
    return this.#publicKey ?? undefined;
  }

  /** Whether `key` made this certificate's signature; the algorithm is the one that the certificate names. */
  isSignedBy(key: KeyObject): boolean {
    try {
      return opensslCertificate(this.der).verify(key);
    } catch {
      return false;
    }
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

type Fields = ReturnType<typeof readFields>;

function readFields(der: DerReader) {
  der.enter(TAG.sequence);
  der.enter(TAG.sequence);
  const version = readVersion(der);
  takeInteger(der);
  const serialNumber = der.fault === undefined ? readSerialNumber(der.bytes, der.start, der.end) : '';
  const inner = step(der);
  const issuerStart = der.position;
  const issuerName = readCanonicalName(der);
  const issuerAt = { start: issuerStart, end: der.position };
  der.enter(TAG.sequence);
  const notBefore = readDate(der);
  const notAfter = readDate(der);
  der.leave();
  const subjectStart = der.position;
  const subjectName = readCanonicalName(der);
  const subjectAt = { start: subjectStart, end: der.position };
  const keyStart = der.position;
  const publicKeyName = readPublicKey(der);
  const publicKey = { start: keyStart, end: der.position };
  for (const tag of UNIQUE_IDS) if (der.isAt(tag)) der.next();
  let extensions = NO_EXTENSIONS;
  if (der.isAt(EXTENSIONS)) {
    if (version !== 3) der.fail(`are extensions in a certificate of version ${version}`);
    der.enter(EXTENSIONS);
    extensions = readExtensions(der);
    der.leave();
  }
  der.leave();
  const outerStart = der.position;
  const signatureAlgorithm = readSignatureAlgorithm(der);
  if (!same(der.bytes, inner, { start: outerStart, end: der.position })) {
    der.fail('follows a signature algorithm that is not the one inside (RFC 5280, 4.1.1.2)');
  }
  der.take(TAG.bitString);
  der.leave();
  const text = ({ start, end }: Range): string => readName(new DerReader(der.bytes, start, end));
  const issuer = text(issuerAt);
  const names = { issuer, issuerName, issuerAt, subject: text(subjectAt), subjectName, subjectAt };
  const keys = { publicKeyName, publicKey, signatureAlgorithm };
  return { version, serialNumber, notBefore, notAfter, extensions, ...names, ...keys };
}

/** Steps over a sequence. */
function step(der: DerReader): Range {
  const start = der.position;
  der.take(TAG.sequence);
  return { start, end: der.position };
}

function same(bytes: Buffer, one: Range, other: Range): boolean {
  return bytes.subarray(one.start, one.end).equals(bytes.subarray(other.start, other.end));
}

/** The version as people count it; 1 where it is not written (RFC 5280, 4.1.2.1). */
function readVersion(der: DerReader): number {
  if (!der.isAt(VERSION)) return 1;
  der.enter(VERSION);
  der.take(TAG.integer);
  const version = der.end - der.start === 1 ? (der.bytes[der.start] as number) + 1 : 0;
  if (version < 1 || version > 3) der.fail('is no version of X.509');
  der.leave();
  return version;
}

/** An INTEGER has one octet at least, and no more of them than its value needs (X.690, 8.3.2). */
function takeInteger(der: DerReader): void {
  der.take(TAG.integer);
  const { bytes, start, end } = der;
  if (start === end) der.fail('is an integer without octets');
  // The first nine bits are neither all zeros nor all ones.
  const first = end - start < 2 ? undefined : bytes.readInt16BE(start) >> 7;
  if (first === 0 || first === -1) der.fail('is an integer that is not in its shortest form');
}

/** How many octets a date has with seconds, without fractions, and with `Z`: the one form of RFC 5280, 4.1.2.5. */
const DATE_LENGTHS: ReadonlyMap<number, number> = new Map([
  [TAG.utcTime, 13],
  [TAG.generalizedTime, 15],
]);

function readDate(der: DerReader): number {
  der.next();
  const length = DATE_LENGTHS.get(der.tag);
  if (length !== undefined && der.end - der.start !== length) {
    der.fail('is a date in a form that RFC 5280, 4.1.2.5, does not allow');
  }
  const time = der.fault === undefined ? readTime(der.bytes, der.tag, der.start, der.end) : 0;
  if (time === undefined) der.fail('is no date that the calendar knows');
  return time ?? 0;
}
