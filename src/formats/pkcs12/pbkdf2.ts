import { pbkdf2Sync } from 'node:crypto';
import { TAG } from '../../x509/der-reader.ts';
import { damaged, unsupported } from '../keystore-fault.ts';
import { expected, fewParts, identifier, octets, type Part, wholeNumber } from './ber-parts.ts';
import { type Digest, HMACS, SHA1 } from './digests.ts';
import { iterations } from './iterations.ts';

const PBKDF2 = '1.2.840.113549.1.5.12';

/** What PBKDF2 is told (RFC 8018, A.2), the password aside. */
export interface Pbkdf2 {
  readonly salt: Buffer;
  readonly iterations: number;
  /** Octets of the key, where that is said. */
  readonly keyLength: number | undefined;
  readonly digest: Digest;
}

/** Reads a key derivation function, which has to be PBKDF2. @throws KeystoreFault */
export function readPbkdf2(algorithm: Part | undefined, what: string): Pbkdf2 {
  const [name, parameters] = fewParts(expected(algorithm, TAG.sequence, what).body, what);
  const dotted = identifier(name, what);
  if (dotted !== PBKDF2) throw unsupported(`${what} derives its key by ${dotted}, which is not read`);
  const [salt, count, ...rest] = fewParts(expected(parameters, TAG.sequence, what).body, what);
  const length = rest[0]?.tag === TAG.integer ? rest.shift() : undefined;
  return {
    salt: octets(salt, TAG.octetString, what),
    iterations: iterations(count, what),
    keyLength: length && wholeNumber(length, what),
    digest: rest[0] === undefined ? SHA1 : hmacDigest(rest[0], what),
  };
}

/** The hash of an HMAC named as algorithm. @throws KeystoreFault */
export function hmacDigest(algorithm: Part, what: string): Digest {
  const [name] = fewParts(expected(algorithm, TAG.sequence, what).body, what);
  const dotted = identifier(name, what);
  const digest = HMACS.get(dotted);
  if (digest === undefined) throw unsupported(`${what} uses ${dotted}, which is not read`);
  return digest;
}

/** Derives a key of `length` octets. @throws KeystoreFault where another length is said. */
export function pbkdf2Key(pbkdf2: Pbkdf2, password: Buffer, length: number, what: string): Buffer {
  const { salt, iterations: rounds, keyLength, digest } = pbkdf2;
  if (keyLength !== undefined && keyLength !== length) {
    throw damaged(`${what} says that a key of ${length} octets has another length`);
  }
  return pbkdf2Sync(password, salt, rounds, length, digest.name);
}
