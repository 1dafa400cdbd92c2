import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Keystore } from '../../src/formats/keystore.ts';
import { openKeystore } from '../../src/formats/open-keystore.ts';
import { Passphrase } from '../../src/formats/passphrase.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { indefinite, integer, objectIdentifier, octetString } from '../support/der-writer.ts';
import {
  expiriesByPk12util,
  javaKeystore,
  type Listed,
  listedByKeytool,
  listedByOpenssl,
  nssKeystore,
  opensslKeystore,
  PASSPHRASE,
  writeKeystoreInput,
} from '../support/keystores.ts';
import { certificateBag } from '../support/pfx-writer.ts';
import { programMissing } from '../support/programs.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Tools in Java take seconds to start, and many of them where the machine is busy. */
vi.setConfig({ testTimeout: 180_000 });

const open = (bytes: Buffer, ...passphrases: string[]): Keystore | undefined =>
  openKeystore(bytes, { passphrases: passphrases.map((text) => new Passphrase(text)), isExpected: true });

/** What the exporter makes of it, as a tool lists it. */
function listed(keystore: Keystore | undefined): Listed[] {
  const reader = new CertificateReader();
  return (keystore?.certificates ?? [])
    .map(({ der }) => reader.read(Buffer.from(der)).certificate)
    .map((certificate) => ({
      fingerprint: certificate?.fingerprintSha256 ?? 'none',
      notAfter: certificate?.notAfter ?? 0,
    }))
    .toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

function saved(bytes: Buffer): string {
  const file = join(temporaryFolder(), 'store');
  writeFileSync(file, bytes);
  return file;
}

const reasons = (keystore: Keystore | undefined) => keystore?.findings.map(({ reason }) => reason);

describe.skipIf(programMissing('openssl'))('PKCS #12 by OpenSSL', () => {
  it.each([
    ['as it is today', []],
    ['as it was for twenty years, with RC2-40', ['-legacy']],
    ['with triple DES', ['-legacy', '-certpbe', 'PBE-SHA1-3DES']],
    ['with double DES', ['-legacy', '-certpbe', 'PBE-SHA1-2DES']],
    ['with RC2-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128']],
    ['with RC4-128', ['-legacy', '-certpbe', 'PBE-SHA1-RC4-128']],
    ['with RC4-40', ['-legacy', '-certpbe', 'PBE-SHA1-RC4-40']],
    ['with AES-128', ['-certpbe', 'AES-128-CBC']],
    ['with AES-192', ['-certpbe', 'AES-192-CBC']],
    ['with triple DES by PBES2', ['-certpbe', 'DES-EDE3-CBC']],
    ['with Camellia', ['-certpbe', 'camellia-256-cbc']],
    ['with ARIA', ['-certpbe', 'aria-128-cbc']],
    ['with a MAC by SHA-1', ['-macalg', 'sha1']],
    ['with a MAC by SHA-224', ['-macalg', 'sha224']],
    ['with a MAC by SHA-384', ['-macalg', 'sha384']],
    ['with a MAC by SHA-512', ['-macalg', 'sha512']],
    ['with one round', ['-noiter', '-nomaciter']],
  ])('%s', (_, options) => {
    const bytes = opensslKeystore(writeKeystoreInput(temporaryFolder()), options);
    const right = open(bytes, 'wrong', PASSPHRASE);
    expect(right?.findings).toEqual([]);
    expect(right?.keys).toHaveLength(1);
    expect(right?.certificates.map(({ name, use }) => [name, use])).toEqual([
      ['web', 'key'],
      [undefined, 'none'],
    ]);
    expect(listed(right)).toEqual(listedByOpenssl(saved(bytes), PASSPHRASE));
    const wrong = open(bytes, 'wrong', '');
    expect(wrong?.certificates).toEqual([]);
    expect(reasons(wrong)).toEqual(['bad_passphrase']);
  });

  it('whose certificates are in the clear needs no passphrase, and a wrong one is told of all the same', () => {
    const bytes = opensslKeystore(writeKeystoreInput(temporaryFolder()), ['-certpbe', 'NONE']);
    const unasked = openKeystore(bytes, { passphrases: [], isExpected: false });
    expect(unasked).toMatchObject({ certificates: [{ name: 'web' }, {}], findings: [] });
    expect(reasons(open(bytes, 'wrong'))).toEqual(['bad_passphrase']);
    expect(listed(open(bytes, 'wrong'))).toEqual(listedByOpenssl(saved(bytes), PASSPHRASE));
  });

  it.each([[[]], [['-legacy']], [['-nomac']]])('with an empty passphrase and %j', (options) => {
    const bytes = opensslKeystore(writeKeystoreInput(temporaryFolder()), options, '');
    expect(open(bytes, '')).toMatchObject({ certificates: [{}, {}], findings: [] });
  });

  it('that was altered anywhere no longer fits its MAC', () => {
    const bytes = opensslKeystore(writeKeystoreInput(temporaryFolder()), ['-noiter', '-nomaciter']);
    const content = bytes.length - 200;
    for (let at = 60; at < content; at += 41) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] as number) ^ 1;
      expect(open(altered, PASSPHRASE)?.findings).not.toEqual([]);
    }
  });
});

describe.skipIf(programMissing('keytool'))('keystores by keytool', () => {
  it.each(['JKS', 'JCEKS', 'PKCS12'] as const)('%s', (type) => {
    const bytes = javaKeystore(writeKeystoreInput(temporaryFolder()), type);
    const right = open(bytes, 'wrong', 'changeit');
    expect(right?.findings).toEqual([]);
    expect(right?.keys).toHaveLength(type === 'JCEKS' ? 2 : 1);
    expect(right?.certificates.map(({ name, use, index }) => `${name} ${use} ${index}`).toSorted()).toEqual(
      type === 'PKCS12'
        ? ['CN=Keystore CA none 0', 'root trusted 0', 'web key 0']
        : ['root trusted 0', 'web key 0', 'web key 1'],
    );
    expect(listed(right)).toEqual(listedByKeytool(saved(bytes), type));
    const wrong = open(bytes, 'wrong');
    expect(reasons(wrong)).toEqual(['bad_passphrase']);
    expect(wrong?.certificates).toHaveLength(type === 'PKCS12' ? 0 : 3);
    const unasked = openKeystore(bytes, { passphrases: [], isExpected: false });
    expect(unasked?.certificates).toHaveLength(type === 'PKCS12' ? 0 : 3);
    expect(reasons(unasked)).toEqual(type === 'PKCS12' ? ['bad_passphrase'] : []);
  });

  it.each([
    ['as before Java 8u301', ['-J-Dkeystore.pkcs12.legacy']],
    ['with SHA-512', ['-J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512']],
    ['by HMAC with SHA-384', ['-J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA384AndAES_128']],
    [
      'without any passphrase',
      ['-J-Dkeystore.pkcs12.certProtectionAlgorithm=NONE', '-J-Dkeystore.pkcs12.macAlgorithm=NONE'],
    ],
  ])('PKCS #12 %s', (_, options) => {
    const bytes = javaKeystore(writeKeystoreInput(temporaryFolder()), 'PKCS12', options);
    const right = open(bytes, 'changeit');
    expect(right?.findings).toEqual([]);
    expect(listed(right)).toEqual(listedByKeytool(saved(bytes), 'PKCS12'));
    expect(listed(right)).toHaveLength(3);
  });
});

describe.skipIf(programMissing('pk12util'))('PKCS #12 by NSS', () => {
  it.each([
    ['as it is', []],
    ['with AES-128', ['-c', 'AES-128-CBC', '-C', 'AES-128-CBC']],
    ['with RC2', ['-C', 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC']],
    ['with certificates in the clear', ['-C', 'none']],
  ])('%s', (_, options) => {
    const input = writeKeystoreInput(temporaryFolder());
    const bytes = nssKeystore(input, options);
    const right = open(bytes, PASSPHRASE);
    expect(right?.findings).toEqual([]);
    const dates = listed(right).map(({ notAfter }) => notAfter);
    expect(dates.toSorted((a, b) => a - b)).toEqual(expiriesByPk12util(saved(bytes)));
    expect(listed(right)).toEqual(listedByOpenssl(saved(bytes), PASSPHRASE));
    expect(reasons(open(bytes, 'wrong'))).toEqual(['bad_passphrase']);
  });
});

it('PKCS #12 with indefinite lengths and octet strings in segments is read, as Windows and NSS write it', () => {
  const { der } = createCertificate({ subject: 'One' });
  const segments = (octets: Buffer): Buffer =>
    indefinite(0x24, octetString(octets.subarray(0, 7)), octetString(octets.subarray(7)));
  const data = (octets: Buffer): Buffer =>
    indefinite(0x30, objectIdentifier('1.2.840.113549.1.7.1'), indefinite(0xa0, segments(octets)));
  const safes = indefinite(0x30, data(indefinite(0x30, certificateBag(der, 'one'))));
  const bytes = indefinite(0x30, integer(3), data(safes));
  const { certificates, findings } = open(bytes) ?? {};
  expect(findings).toEqual([]);
  expect(certificates?.map((each) => [each.name, Buffer.from(each.der).equals(der)])).toEqual([
    ['one', true],
  ]);
});

it('is none of what is no keystore', () => {
  const key = Buffer.from('3003020100', 'hex');
  for (const bytes of [Buffer.alloc(0), Buffer.from('hello'), Buffer.from('-----BEGIN '), key]) {
    expect(open(bytes)).toBeUndefined();
  }
});
