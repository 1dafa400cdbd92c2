import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { element, objectIdentifier, sequence } from './der-writer.ts';

/** The kinds of key that certificates can be made for, and signed with where the kind can sign. */
export type KeyKind =
  | 'ec-p224'
  | 'ec-p256'
  | 'ec-p384'
  | 'ec-p521'
  | 'ec-secp256k1'
  | 'rsa-1024'
  | 'rsa-2048'
  | 'rsa-3072'
  | 'rsa-pss-2048'
  | 'ed25519'
  | 'ed448'
  | 'dsa-2048'
  | 'ml-dsa-44'
  | 'ml-dsa-65'
  | 'ml-dsa-87'
  // The same keys with signatures that nobody should rely on any more.
  | 'ec-p256-sha1'
  | 'rsa-2048-sha1'
  | 'rsa-2048-md5';

/** A key pair with what a certificate says of it. */
export interface CertificateKey {
  readonly kind: KeyKind;
  readonly privateKey: KeyObject;
  /** The DER of SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Buffer;
  /** The DER of the AlgorithmIdentifier of its signatures. */
  readonly signatureAlgorithm: Buffer;
}

const NULL = Buffer.of(0x05, 0x00);
const SHA256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'), NULL);

/** RSASSA-PSS with SHA-256 and a salt of 32 octets (RFC 4055, 3.1). */
const PSS_SHA256 = sequence(
  objectIdentifier('1.2.840.113549.1.1.10'),
  sequence(
    element(0xa0, SHA256),
    element(0xa1, sequence(objectIdentifier('1.2.840.113549.1.1.8'), SHA256)),
    element(0xa2, Buffer.of(0x02, 0x01, 0x20)),
  ),
);

const ECDSA_SHA256 = sequence(objectIdentifier('1.2.840.10045.4.3.2'));
const SHA256_RSA = sequence(objectIdentifier('1.2.840.113549.1.1.11'), NULL);

const SIGNATURE_ALGORITHMS: Readonly<Record<KeyKind, Buffer>> = {
  'ec-p224': ECDSA_SHA256,
  'ec-p256': ECDSA_SHA256,
  'ec-p384': ECDSA_SHA256,
  'ec-p521': ECDSA_SHA256,
  'ec-secp256k1': ECDSA_SHA256,
  'rsa-1024': SHA256_RSA,
  'rsa-2048': SHA256_RSA,
  'rsa-3072': SHA256_RSA,
  'rsa-pss-2048': PSS_SHA256,
  ed25519: sequence(objectIdentifier('1.3.101.112')),
  ed448: sequence(objectIdentifier('1.3.101.113')),
  'dsa-2048': sequence(objectIdentifier('2.16.840.1.101.3.4.3.2')),
  'ml-dsa-44': sequence(objectIdentifier('2.16.840.1.101.3.4.3.17')),
  'ml-dsa-65': sequence(objectIdentifier('2.16.840.1.101.3.4.3.18')),
  'ml-dsa-87': sequence(objectIdentifier('2.16.840.1.101.3.4.3.19')),
  'ec-p256-sha1': sequence(objectIdentifier('1.2.840.10045.4.1')),
  'rsa-2048-sha1': sequence(objectIdentifier('1.2.840.113549.1.1.5'), NULL),
  'rsa-2048-md5': sequence(objectIdentifier('1.2.840.113549.1.1.4'), NULL),
};

interface KeyPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const GENERATORS: Readonly<Record<KeyKind, () => KeyPair>> = {
  'ec-p224': () => generateKeyPairSync('ec', { namedCurve: 'P-224' }),
  'ec-p256': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'ec-p384': () => generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'ec-p521': () => generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  'ec-secp256k1': () => generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  'rsa-1024': () => generateKeyPairSync('rsa', { modulusLength: 1024 }),
  'rsa-2048': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'rsa-3072': () => generateKeyPairSync('rsa', { modulusLength: 3072 }),
  'rsa-pss-2048': () => generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
  'dsa-2048': () => generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }),
  ed25519: () => generateKeyPairSync('ed25519'),
  ed448: () => generateKeyPairSync('ed448'),
  'ml-dsa-44': () => generateKeyPairSync('ml-dsa-44'),
  'ml-dsa-65': () => generateKeyPairSync('ml-dsa-65'),
  'ml-dsa-87': () => generateKeyPairSync('ml-dsa-87'),
  'ec-p256-sha1': () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'rsa-2048-sha1': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'rsa-2048-md5': () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
};

const shared = new Map<KeyKind, CertificateKey>();

/** The one key of its kind in this process: making keys is slow, and most tests do not care whose it is. */
export function sharedKey(kind: KeyKind): CertificateKey {
  let key = shared.get(kind);
  if (key === undefined) {
    key = newKey(kind);
    shared.set(kind, key);
  }
  return key;
}

/** A key of one's own. */
export function newKey(kind: KeyKind): CertificateKey {
  const { publicKey, privateKey } = GENERATORS[kind]();
  return {
    kind,
    privateKey,
    publicKeyInfo: publicKey.export({ type: 'spki', format: 'der' }),
    signatureAlgorithm: SIGNATURE_ALGORITHMS[kind],
  };
}

/** Signs with the algorithm that the key's `signatureAlgorithm` says. */
export function signWith({ kind, privateKey }: CertificateKey, data: Buffer): Buffer {
  const hashes =
    kind.startsWith('ed') || kind.startsWith('ml-') ? null : (/(?:md5|sha1)$/.exec(kind)?.[0] ?? 'sha256');
  return kind === 'rsa-pss-2048'
    ? sign(hashes, data, { key: privateKey, saltLength: 32 })
    : sign(hashes, data, privateKey);
}
