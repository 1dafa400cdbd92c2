import { TAG } from '../../x509/der-reader.ts';
import { expected, fewParts, octets, type Part } from './ber-parts.ts';
import { decipher, withoutPadding } from './block-cipher.ts';
import { type Derivation, derive, PURPOSE } from './derive.ts';
import { SHA1 } from './digests.ts';
import type { Encryption } from './encryption.ts';
import { iterations } from './iterations.ts';
import { rc2Decrypt } from './rc2.ts';
import { rc4 } from './rc4.ts';

/** One of PKCS #12's own encryptions. */
interface Scheme {
  readonly keyLength: number;
  /** Octets of the initial vector; none for a stream. */
  readonly block: number;
  decrypt(key: Buffer, initialVector: Buffer, data: Buffer): Buffer | undefined;
}

const rc2 = (bits: number): Scheme => ({
  keyLength: bits / 8,
  block: 8,
  decrypt: (key, initialVector, data) => withoutPadding(rc2Decrypt(key, bits, initialVector, data), 8),
});
const stream = (keyLength: number): Scheme => ({
  keyLength,
  block: 0,
  decrypt: (key, _, data) => rc4(key, data),
});
const tripleDes = (keyLength: number): Scheme => ({
  keyLength,
  block: 8,
  // The first of two keys is the third as well.
  decrypt: (key, initialVector, data) =>
    decipher('des-ede3-cbc', Buffer.concat([key, key.subarray(0, 24 - keyLength)]), initialVector, data),
});

/** By object identifier (RFC 7292, C). */
const SCHEMES: ReadonlyMap<string, Scheme> = new Map([
  ['1.2.840.113549.1.12.1.1', stream(16)],
  ['1.2.840.113549.1.12.1.2', stream(5)],
  ['1.2.840.113549.1.12.1.3', tripleDes(24)],
  ['1.2.840.113549.1.12.1.4', tripleDes(16)],
  ['1.2.840.113549.1.12.1.5', rc2(128)],
  ['1.2.840.113549.1.12.1.6', rc2(40)],
]);

/** Reads the parameters of one of PKCS #12's own encryptions; undefined where it is none. @throws KeystoreFault */
export function readPkcs12Pbe(
  name: string,
  parameters: Part | undefined,
  what: string,
): Encryption | undefined {
  const scheme = SCHEMES.get(name);
  if (scheme === undefined) return undefined;
  const [salted, count] = fewParts(expected(parameters, TAG.sequence, what).body, what);
  const salt = octets(salted, TAG.octetString, what);
  const rounds = iterations(count, what);
  return {
    block: scheme.block,
    rounds,
    *decrypt(data, passphrase) {
      for (const password of passphrase.bmpStrings) {
        const derivation: Derivation = { digest: SHA1, password, salt, iterations: rounds };
        const key = derive(derivation, PURPOSE.key, scheme.keyLength);
        const initialVector = derive(derivation, PURPOSE.initialVector, scheme.block);
        yield scheme.decrypt(key, initialVector, data);
      }
    },
  };
}
