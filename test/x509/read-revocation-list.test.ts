import 'reflect-metadata';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { X509Crl } from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import type { RevocationList } from '../../src/model/revocation-list.ts';
import { readRevocationList } from '../../src/x509/read-revocation-list.ts';
import { createCertificate, extension } from '../support/certificate-factory.ts';
import {
  bitString,
  element,
  explicit,
  header,
  integer,
  octetString,
  sequence,
} from '../support/der-writer.ts';
import { MUTATIONS } from '../support/mutate-der.ts';
import { Random } from '../support/random.ts';
import { createRevocationList } from '../support/revocation-list-factory.ts';
import { openssl } from '../support/run-openssl.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function read(der: Buffer): RevocationList {
  const { list, refused } = readRevocationList(der);
  if (list === undefined) throw new Error(refused);
  return list;
}

/** OpenSSL writes a sign between the prefix and the digits, or before both. */
const integerOf = (text: string): bigint =>
  text.includes('-') ? -BigInt(text.replace('-', '')) : BigInt(text);

/** What `openssl crl` says, undefined where it refuses. */
function askOpenssl(der: Buffer): Omit<RevocationList, 'signatureAlgorithm' | 'revoked'> | undefined {
  const names = ['-nameopt', 'RFC2253,-esc_msb,utf8', '-issuer', '-lastupdate', '-nextupdate'];
  let printed: string;
  try {
    printed = openssl(
      ['crl', '-inform', 'DER', '-noout', ...names, '-crlnumber', '-fingerprint', '-sha256'],
      der,
    ).toString();
  } catch {
    return undefined;
  }
  const field = (name: string): string => new RegExp(`^${name}=(.*)$`, 'im').exec(printed)?.[1] ?? '';
  const date = (name: string): number => Date.parse(field(name)) / 1000;
  const number = field('crlNumber');
  return {
    fingerprintSha256: field('SHA2?-?256 Fingerprint').replaceAll(':', '').toLowerCase(),
    issuer: field('issuer'),
    thisUpdate: date('lastUpdate'),
    nextUpdate: field('nextUpdate') === 'NONE' ? undefined : date('nextUpdate'),
    crlNumber: number.startsWith('<') || number === '' ? undefined : integerOf(number).toString(),
  };
}

/** A list that `openssl ca` made. */
function issuedByOpenssl(): Buffer {
  const folder = temporaryFolder();
  const file = (name: string): string => join(folder, name);
  const authority = createCertificate({ subject: 'Real CA', isAuthority: true, key: 'rsa-2048' });
  mkdirSync(file('new'));
  writeFileSync(file('ca.pem'), authority.pem);
  writeFileSync(file('ca.key'), authority.privateKeyPem);
  writeFileSync(file('number'), '0FFE\n');
  const revoked = [0x0a, 0x0b, 0x0c].map(
    (serial) =>
      `R\t300101000000Z\t260101000000Z,keyCompromise\t0${serial.toString(16).toUpperCase()}\tunknown\t/CN=${serial}\n`,
  );
  writeFileSync(file('index.txt'), revoked.join(''));
  writeFileSync(
    file('ca.cnf'),
    `[ca]\ndefault_ca=a\n[a]\ndatabase=${file('index.txt')}\ncrlnumber=${file('number')}\ncertificate=${file('ca.pem')}\nprivate_key=${file('ca.key')}\ndefault_md=sha384\ndefault_crl_days=30\ncrl_extensions=e\n[e]\nauthorityKeyIdentifier=issuer:always\n`,
  );
  const pem = openssl(['ca', '-gencrl', '-config', file('ca.cnf')]);
  return openssl(['crl', '-outform', 'DER'], pem);
}

describe('a revocation list', () => {
  it('of openssl ca is read as openssl crl reads it', () => {
    const der = issuedByOpenssl();
    const list = read(der);
    expect(list).toMatchObject({ issuer: 'CN=Real CA', crlNumber: '4094', revoked: 3 });
    expect(list.signatureAlgorithm).toBe('SHA384-RSA');
    const { signatureAlgorithm: _, revoked: __, ...rest } = list;
    expect(rest).toEqual(askOpenssl(der));
  });

  it.each([
    ['plain', {}],
    ['without nextUpdate', { nextUpdate: null }],
    ['without a number', { number: null }],
    ['with a number of 20 octets', { number: 2n ** 158n + 5n }],
    ['of version 1', { version: 1 }],
    ['with entries', { revoked: 1000 }],
    ['with dates after 2049', { thisUpdate: 2_600_000_000, nextUpdate: 4_000_000_000 }],
    ['with dates before 1970', { thisUpdate: -86_400, nextUpdate: -1 }],
    ['of a long name', { issuer: createCertificate({ subject: [[['O', 'Ex, ample']], [['CN', 'x"y']]] }) }],
  ] as const)('%s says what openssl and @peculiar/x509 say', (_, options) => {
    const { der } = createRevocationList(options);
    const { signatureAlgorithm, revoked, ...rest } = read(der);
    expect(rest).toEqual(askOpenssl(der));
    expect(signatureAlgorithm).toBe('ECDSA-SHA256');
    const library = new X509Crl(new Uint8Array(der));
    expect(revoked).toBe(library.entries.length);
    expect(rest.thisUpdate * 1000).toBe(library.thisUpdate.getTime());
    expect(rest.nextUpdate).toBe(library.nextUpdate && library.nextUpdate.getTime() / 1000);
  });

  it('that is damaged is refused, or read as openssl reads it', () => {
    const random = new Random(7);
    const originals = [{}, { nextUpdate: null }, { revoked: 5 }, { number: null }] as const;
    const ders = originals.map((options) => createRevocationList(options).der);
    const outcomes = { both: 0, refused: 0 };
    for (let count = 0; count < 400; count++) {
      const der = random.pick(MUTATIONS)(random.pick(ders), random);
      const { list } = readRevocationList(der);
      if (list === undefined) outcomes.refused++;
      const theirs = list === undefined ? undefined : askOpenssl(der);
      // What OpenSSL refuses beyond us is inside of what is stepped over; its names and odd dates have tests of theirs.
      if (list === undefined || theirs === undefined || Number.isNaN(theirs.thisUpdate)) continue;
      outcomes.both++;
      expect(list.thisUpdate, der.toString('hex')).toBe(theirs.thisUpdate);
      // Where the extension is there twice, which no issuer may do, OpenSSL says neither and we the first.
      if (theirs.crlNumber !== undefined) expect(list.crlNumber).toBe(theirs.crlNumber);
      if (!Number.isNaN(theirs.nextUpdate)) expect(list.nextUpdate).toBe(theirs.nextUpdate);
    }
    expect(Math.min(outcomes.both, outcomes.refused)).toBeGreaterThan(50);
  });

  it('of a hundred thousand entries is counted, each however its length is written', () => {
    expect(read(createRevocationList({ revoked: 100_000 }).der).revoked).toBe(100_000);
    const long = Buffer.concat([Buffer.of(0x30, 0x84, 0, 0, 0, 3), integer(1)]);
    expect(read(signedAs(sequence(long, sequence(integer(2))))).revoked).toBe(2);
  });

  it.each([
    ['an entry whose length lies', sequence(header(0x30, 900), integer(1)), /revoked certificate, number 1/],
    ['an entry of indefinite length', sequence(Buffer.of(0x30, 0x80, 0, 0)), /number 1/],
    [
      'an entry with an absurd length',
      sequence(Buffer.of(0x30, 0x88, 255, 255, 255, 255, 0, 0, 0, 0)),
      /number 1/,
    ],
    ['an entry that is none', sequence(sequence(integer(1)), integer(2)), /number 2/],
    ['an entry of one octet', sequence(sequence(integer(1)), Buffer.of(0x30)), /number 2/],
    [
      'a number without octets',
      explicit(0, sequence(sequence(NUMBER(), octetString(Buffer.of(2, 0))))),
      /cRLNumber/,
    ],
    [
      'a number of 65 octets',
      explicit(0, sequence(sequence(NUMBER(), octetString(integer(Buffer.alloc(65, 1)))))),
      /cRLNumber.*65 octets/,
    ],
    ['something else after its entries', integer(5), /not expected there/],
  ])('with %s is refused', (_, rest, message) => {
    expect(readRevocationList(signedAs(rest)).refused).toMatch(message);
  });

  it('with a date that is none is refused', () => {
    const date = element(0x17, Buffer.from('261332000000Z'));
    expect(readRevocationList(createRevocationList({ nextUpdate: date }).der).refused).toMatch(/no date/);
  });

  it('is refused with bytes behind it, cut off anywhere, or empty', () => {
    const { der } = createRevocationList({ revoked: 3 });
    expect(readRevocationList(Buffer.concat([der, Buffer.of(0)])).refused).toBe(
      '1 bytes follow the revocation list',
    );
    for (let length = 0; length < der.length; length++) {
      expect(readRevocationList(der.subarray(0, length)).refused).toBeTypeOf('string');
    }
  });
});

it('refuses a name or an extension of megabytes before anything is made of it', () => {
  const refused = (der: Buffer): string | undefined => readRevocationList(der).refused;
  const issuer = createCertificate({ subject: 'x'.repeat(100_000), isAuthority: true });
  expect(refused(createRevocationList({ issuer }).der)).toMatch(/has a part of 100\d+ bytes .* too large$/);
  const extensions = Array.from({ length: 6000 }, () => extension('1.2.3.4', Buffer.of(5, 0)));
  expect(refused(createRevocationList({ extensions }).der)).toMatch(/has a part of \d+ bytes .* too large$/);
  const some = createRevocationList({ extensions: extensions.slice(0, 1000), revoked: 100_000 }).der;
  expect(refused(some)).toBeUndefined();
});

function NUMBER(): Buffer {
  return element(0x06, Buffer.of(0x55, 0x1d, 0x14));
}

/** A list without nextUpdate in which `rest` follows thisUpdate. */
function signedAs(rest: Buffer): Buffer {
  const { der } = createRevocationList({ nextUpdate: null, number: null });
  const tbsStart = der.indexOf(0x30, 1);
  const { algorithm, contents } = parts(der.subarray(tbsStart));
  return sequence(sequence(contents, rest), algorithm, bitString(Buffer.alloc(64)));
}

function parts(tbs: Buffer): { algorithm: Buffer; contents: Buffer } {
  const long = (tbs[1] as number) > 0x80 ? (tbs[1] as number) & 0x7f : 0;
  const start = 2 + long;
  const length = long === 0 ? (tbs[1] as number) : tbs.readUIntBE(2, long);
  const contents = tbs.subarray(start, start + length);
  // The version is three octets, and the algorithm comes after it.
  const algorithm = contents.subarray(3, 3 + 2 + (contents[4] as number));
  return { algorithm, contents };
}
