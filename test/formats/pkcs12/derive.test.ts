import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { Passphrase } from '../../../src/formats/passphrase.ts';
import { derive, PURPOSE } from '../../../src/formats/pkcs12/derive.ts';
import { DIGESTS } from '../../../src/formats/pkcs12/digests.ts';
import { programMissing } from '../../support/programs.ts';

/** PKCS12KDF of OpenSSL, which is a key derivation function of its own since 3.0. */
function byOpenssl(
  digest: string,
  password: Buffer,
  salt: Buffer,
  rounds: number,
  id: number,
  length: number,
) {
  const options = {
    digest,
    hexpass: password.toString('hex'),
    hexsalt: salt.toString('hex'),
    iter: rounds,
    id,
  };
  const args = Object.entries(options).flatMap(([name, value]) => ['-kdfopt', `${name}:${value}`]);
  return execFileSync('openssl', ['kdf', '-keylen', String(length), '-binary', ...args, 'PKCS12KDF']);
}

it.skipIf(programMissing('openssl')).each([...DIGESTS.values()].filter(({ name }) => name !== 'md5'))(
  'derives what OpenSSL derives with $name',
  (digest) => {
    const salt = Buffer.from('0102030405060708090a', 'hex');
    for (const text of [
      'secret',
      'ü',
      'a passphrase that is longer than one block of the hash function here',
    ]) {
      const [password = Buffer.alloc(0)] = new Passphrase(text).bmpStrings;
      for (const [purpose, length] of [
        [PURPOSE.key, 24],
        [PURPOSE.initialVector, 8],
        [PURPOSE.mac, digest.size],
        [PURPOSE.key, 150],
      ] as const) {
        const ours = derive({ digest, password, salt, iterations: 7 }, purpose, length);
        expect(ours.toString('hex')).toBe(
          byOpenssl(digest.name, password, salt, 7, purpose, length).toString('hex'),
        );
      }
    }
  },
);
