import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { decodeBase64 } from '../../formats/base64.ts';
import { pemBlocks } from '../../formats/pem-blocks.ts';

/** Shorter keys of RSA can be broken by those who have reason to. */
const LEAST_RSA_BITS = 2048;

/**
 * Reads the public key of whoever signs: PEM with one block, `PUBLIC KEY` (SubjectPublicKeyInfo).
 * @returns why it cannot be used, as the rest of a sentence, where it cannot
 */
export function readSigningKey(pem: Buffer): KeyObject | string {
  const [first, second] = pemBlocks(pem);
  // Told by the label before anything is decoded: OpenSSL would take a private key, and make a public one of it.
  if (first?.label !== 'PUBLIC KEY' || first.fault !== undefined || second !== undefined)
    return 'is not PEM with one PUBLIC KEY and nothing else';
  let key: KeyObject;
  try {
    key = createPublicKey(pem);
  } catch {
    return 'holds a PUBLIC KEY that cannot be read';
  }
  const kind = key.asymmetricKeyType;
  if (kind !== 'ed25519' && kind !== 'ec' && kind !== 'rsa')
    return `holds a key of the kind ${kind}: expected Ed25519, ECDSA or RSA`;
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (kind === 'rsa' && bits < LEAST_RSA_BITS)
    return `holds an RSA key of ${bits} bits: expected ${LEAST_RSA_BITS}`;
  return key;
}

/** Whether a signature, raw or in Base64, over these bytes is by this key. */
export function isSignedBy(bytes: Buffer, signature: Buffer, key: KeyObject): boolean {
  const decoded = decodeBase64(signature, 0, signature.length);
  const forms = typeof decoded === 'string' ? [signature] : [decoded, signature];
  const digest = key.asymmetricKeyType === 'ed25519' ? null : 'sha256';
  return forms.some((form) => verify(digest, bytes, key, form));
}
