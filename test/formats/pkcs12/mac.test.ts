import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { Passphrase } from '../../../src/formats/passphrase.ts';
import { fewParts, type Part } from '../../../src/formats/pkcs12/ber-parts.ts';
import { HMACS } from '../../../src/formats/pkcs12/digests.ts';
import { passphraseOfMac } from '../../../src/formats/pkcs12/mac.ts';
import { integer, objectIdentifier, octetString, sequence } from '../../support/der-writer.ts';
import { programMissing } from '../../support/programs.ts';

const CONTENT = Buffer.from('what is guarded');
const SALT = Buffer.from('0011223344556677', 'hex');
const ROUNDS = 2048;
const BUDGET = () => ({ left: 1_000_000 });
const PASSPHRASES = ['wrong', 'sécret'].map((text) => new Passphrase(text));

/** PBMAC1 (RFC 8018, 7.1) as Python's standard library makes it. */
function byPython(hashName: string, keyLength: number): Buffer {
  const script = `
import hashlib, hmac, sys
key = hashlib.pbkdf2_hmac('${hashName}', 'sécret'.encode(), bytes.fromhex('${SALT.toString('hex')}'), ${ROUNDS}, ${keyLength})
sys.stdout.buffer.write(hmac.new(key, bytes.fromhex('${CONTENT.toString('hex')}'), '${hashName}').digest())`;
  return execFileSync('python3', ['-c', script]);
}

/** A MacData with PBMAC1 (RFC 9579, 4). */
function macData(hmac: string, mac: Buffer, keyLength?: number): Part {
  const parameters = [octetString(SALT), integer(ROUNDS)];
  if (keyLength !== undefined) parameters.push(integer(keyLength));
  const prf = sequence(objectIdentifier(hmac));
  const derivation = sequence(objectIdentifier('1.2.840.113549.1.5.12'), sequence(...parameters, prf));
  const algorithm = sequence(objectIdentifier('1.2.840.113549.1.5.14'), sequence(derivation, prf));
  // The salt and the count outside mean nothing here, and say so.
  const whole = sequence(
    sequence(algorithm, octetString(mac)),
    octetString(Buffer.from('NOT USED')),
    integer(1),
  );
  return fewParts(whole, 'test')[0] as Part;
}

const digests = [...HMACS].map(([hmac, { name, size }]) => ({ hmac, name, length: size }));

it.skipIf(programMissing('python3')).each(digests)(
  'PBMAC1 by $name is that of Python',
  ({ hmac, name, length }) => {
    const mac = byPython(name.replace('-', '_'), length);
    const data = macData(hmac, mac, length);
    expect(passphraseOfMac(data, CONTENT, PASSPHRASES, BUDGET())).toBe(PASSPHRASES[1]);
    expect(passphraseOfMac(data, Buffer.from('another'), PASSPHRASES, BUDGET())).toBeUndefined();
  },
);

// OpenSSL refuses the same: with a key of one octet, every 256th passphrase fits a forged MAC.
it.each([undefined, 0, 1, 19, 65, 2 ** 30])('refuses PBMAC1 with a key of %s octets', (length) => {
  const data = macData('1.2.840.113549.2.9', Buffer.alloc(32), length);
  expect(() => passphraseOfMac(data, CONTENT, PASSPHRASES, BUDGET())).toThrow('the length of its key');
});
