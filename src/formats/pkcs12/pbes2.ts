import { TAG } from '../../x509/der-reader.ts';
import { damaged, unsupported } from '../keystore-fault.ts';
import { expected, fewParts, identifier, octets, type Part } from './ber-parts.ts';
import { decipher } from './block-cipher.ts';
import type { Encryption } from './encryption.ts';
import { pbkdf2Key, readPbkdf2 } from './pbkdf2.ts';

interface Cipher {
  /** What OpenSSL calls it. */
  readonly name: string;
  readonly keyLength: number;
  readonly block: number;
}

const cipher = (name: string, keyLength: number, block: number): Cipher => ({ name, keyLength, block });

/** By object identifier: AES (RFC 3565), triple DES (RFC 8018, B.2.2), Camellia (RFC 3657), ARIA (RFC 5794). */
const CIPHERS: ReadonlyMap<string, Cipher> = new Map([
  ['2.16.840.1.101.3.4.1.2', cipher('aes-128-cbc', 16, 16)],
  ['2.16.840.1.101.3.4.1.22', cipher('aes-192-cbc', 24, 16)],
  ['2.16.840.1.101.3.4.1.42', cipher('aes-256-cbc', 32, 16)],
  ['1.2.840.113549.3.7', cipher('des-ede3-cbc', 24, 8)],
  ['1.2.392.200011.61.1.1.1.2', cipher('camellia-128-cbc', 16, 16)],
  ['1.2.392.200011.61.1.1.1.3', cipher('camellia-192-cbc', 24, 16)],
  ['1.2.392.200011.61.1.1.1.4', cipher('camellia-256-cbc', 32, 16)],
  ['1.2.410.200046.1.1.2', cipher('aria-128-cbc', 16, 16)],
  ['1.2.410.200046.1.1.7', cipher('aria-192-cbc', 24, 16)],
  ['1.2.410.200046.1.1.12', cipher('aria-256-cbc', 32, 16)],
]);

/** Reads the parameters of PBES2 (RFC 8018, A.4). @throws KeystoreFault */
export function readPbes2(parameters: Part | undefined, what: string): Encryption {
  const [derivation, scheme] = fewParts(expected(parameters, TAG.sequence, what).body, what);
  const pbkdf2 = readPbkdf2(derivation, what);
  const [name, vector] = fewParts(expected(scheme, TAG.sequence, what).body, what);
  const dotted = identifier(name, what);
  const chosen = CIPHERS.get(dotted);
  if (chosen === undefined) throw unsupported(`${what} is encrypted by ${dotted}, which is not read`);
  const initialVector = octets(vector, TAG.octetString, what);
  if (initialVector.length !== chosen.block) {
    throw damaged(`${what} has an initial vector of ${initialVector.length} octets`);
  }
  return {
    block: chosen.block,
    rounds: pbkdf2.iterations,
    decrypt: (data, passphrase) => {
      const key = pbkdf2Key(pbkdf2, passphrase.octets, chosen.keyLength, what);
      return [decipher(chosen.name, key, initialVector, data)];
    },
  };
}
