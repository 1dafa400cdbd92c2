import { generateKeyPairSync } from 'node:crypto';
import { derElement } from '../../x509/der-element.ts';
import { DerReader, TAG } from '../../x509/der-reader.ts';
import { opensslCertificate } from '../../x509/openssl-certificate.ts';

/** The kinds of keys for which OpenSSL can be spared a signature. */
export type IssuerKey = 'ec' | 'rsa';

/** Who signed a certificate, as far as it says so itself. */
export interface Issuer {
  /** The encoded Name (RFC 5280, 4.1.2.4). */
  readonly name: Buffer;
  readonly key: IssuerKey;
}

/** Octets. A name that is longer is not worth keeping. */
const LONGEST_NAME = 256;

const VERSION = 0xa0;

/** The beginnings of `ecdsa-with-*` (RFC 5758, 3.2) and of the algorithms of PKCS #1 (RFC 8017, appendix A). */
const ECDSA = Buffer.from('2a8648ce3d04', 'hex');
const PKCS1 = Buffer.from('2a864886f70d0101', 'hex');
/** The last octet of id-RSASSA-PSS, whose keys may be of a kind of their own. */
const RSASSA_PSS = 10;

/**
 * The issuer of a certificate; undefined where it cannot be read, is the subject itself, or signs otherwise. Nothing
 * depends on it but time.
 */
export function issuerOf(certificate: Uint8Array): Issuer | undefined {
  const bytes = Buffer.from(certificate.buffer, certificate.byteOffset, certificate.length);
  const der = new DerReader(bytes);
  der.enter(TAG.sequence);
  der.enter(TAG.sequence);
  if (der.isAt(VERSION)) der.next();
  der.take(TAG.integer);
  der.enter(TAG.sequence);
  der.take(TAG.objectIdentifier);
  const key = keyOf(bytes.subarray(der.start, der.end));
  // What is left of the algorithm are its parameters.
  while (der.more) der.next();
  der.leave();
  der.take(TAG.sequence);
  const name = bytes.subarray(der.head, der.end);
  der.take(TAG.sequence);
  der.take(TAG.sequence);
  if (der.fault !== undefined || key === undefined || name.length > LONGEST_NAME) return undefined;
  return name.equals(bytes.subarray(der.head, der.end)) ? undefined : { name, key };
}

function keyOf(algorithm: Buffer): IssuerKey | undefined {
  if (startsWith(algorithm, ECDSA)) return 'ec';
  return startsWith(algorithm, PKCS1) && algorithm.at(-1) !== RSASSA_PSS ? 'rsa' : undefined;
}

function startsWith(bytes: Buffer, beginning: Buffer): boolean {
  return bytes.length > beginning.length && bytes.subarray(0, beginning.length).equals(beginning);
}

/**
 * A certificate in PEM that has the name of an issuer, and a key with which none of the issuer's signatures can have
 * been made: it is too small for them. Nobody has the private key of it.
 * @throws where OpenSSL was built without such small keys, as some distributions have it, or cannot read the name.
 */
export function standInCertificate({ name, key }: Issuer): string {
  const { algorithm, publicKey } = smallKey(key);
  const validity = derElement(TAG.sequence, time('19700101000000Z'), time('99991231235959Z'));
  const serialNumber = derElement(TAG.integer, Buffer.of(1));
  const unsigned = derElement(TAG.sequence, serialNumber, algorithm, name, validity, name, publicKey);
  const noSignature = derElement(TAG.bitString, Buffer.of(0));
  return opensslCertificate(derElement(TAG.sequence, unsigned, algorithm, noSignature)).toString();
}

interface SmallKey {
  /** The AlgorithmIdentifier of its signatures. */
  readonly algorithm: Buffer;
  /** The SubjectPublicKeyInfo. */
  readonly publicKey: Buffer;
}

const SMALL_KEYS = new Map<IssuerKey, SmallKey>();

function smallKey(kind: IssuerKey): SmallKey {
  const known = SMALL_KEYS.get(kind);
  if (known !== undefined) return known;
  const { publicKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'secp112r1' })
      : generateKeyPairSync('rsa', { modulusLength: 512 });
  // ecdsa-with-SHA256, and sha256WithRSAEncryption, which has NULL for parameters (RFC 4055, section 5).
  const algorithm =
    kind === 'ec'
      ? derElement(TAG.sequence, derElement(TAG.objectIdentifier, ECDSA, Buffer.of(3, 2)))
      : derElement(TAG.sequence, derElement(TAG.objectIdentifier, PKCS1, Buffer.of(11)), Buffer.of(5, 0));
  const made = { algorithm, publicKey: publicKey.export({ type: 'spki', format: 'der' }) };
  SMALL_KEYS.set(kind, made);
  return made;
}

function time(text: string): Buffer {
  return derElement(TAG.generalizedTime, Buffer.from(text, 'latin1'));
}
