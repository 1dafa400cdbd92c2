import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Keystore } from '../../../src/formats/keystore.ts';
import { Passphrase } from '../../../src/formats/passphrase.ts';
import { readPkcs12 } from '../../../src/formats/pkcs12/pkcs12.ts';

/** The example files of RFC 9579 (and of RFC 9879, which replaces it), appendix A, in Base64. */
function example(number: number): Buffer {
  return Buffer.from(readFileSync(`${import.meta.dirname}/rfc9579/a${number}.txt`, 'latin1'), 'base64');
}

const read = (number: number, passphrase: string): Keystore =>
  readPkcs12(example(number), { passphrases: [new Passphrase(passphrase)], isExpected: true });

/** The certificate that all of them hold, as OpenSSL says. */
const CERTIFICATE = '4e31dc3d4448ecb30591fa2475fa1c9abefaa0429ba43c45b34aca2fecddb916';
const fingerprint = (der: Uint8Array) => hash('sha256', der);

const reasons = ({ findings }: Keystore) => findings.map(({ reason }) => reason);

describe.each([
  [1, 'HMAC and PRF by SHA-256'],
  [2, 'HMAC by SHA-256, PRF by SHA-512'],
  [3, 'HMAC and PRF by SHA-512'],
])('A.%i, %s', (number) => {
  it('is opened by its passphrase', () => {
    const opened = read(number, '1234');
    expect(opened.findings).toEqual([]);
    expect(opened.certificates.map(({ der, use }) => [fingerprint(der), use])).toEqual([
      [CERTIFICATE, 'key'],
    ]);
    expect(opened.keys).toHaveLength(1);
  });

  it('is not opened by another', () => {
    const closed = read(number, '12345');
    expect(closed.certificates).toEqual([]);
    expect(reasons(closed)).toEqual(['bad_passphrase']);
  });
});

it.each([
  [4, 'another number of rounds', 'bad_passphrase'],
  [5, 'another salt', 'bad_passphrase'],
  [6, 'a key of no said length', 'malformed_keystore'],
])('A.%i, %s, does not verify', (number, _, reason) => {
  expect(reasons(read(number, '1234'))[0]).toBe(reason);
});
