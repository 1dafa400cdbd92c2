import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { expect, it } from 'vitest';
import { readAnchorDetails } from '../../../src/trust/audit/anchor.ts';
import { oldSubjectHash, subjectHash } from '../../../src/trust/audit/subject-hash.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { distinguishedName, type NameInput } from '../../support/distinguished-name.ts';
import { openssl } from '../../support/run-openssl.ts';

function byOpenssl(der: Buffer): string[] {
  const args = ['x509', '-inform', 'DER', '-noout', '-subject_hash', '-subject_hash_old'];
  return openssl(args, der).toString().trim().split('\n');
}

const NAMES: [string, NameInput][] = [
  ['one word', 'Root'],
  ['capitals and much space', [['CN', '  My   Great\tROOT  ', 'printable']]],
  ['letters beyond ASCII', [['O', 'E-Tuğra ÄÖÜ É']]],
  ['BMPString', [['CN', 'Größe  ROOT', 'bmp']]],
  ['UniversalString', [['CN', 'Wide ROOT', 'universal']]],
  ['T61String', [['CN', 'Teletex ROOT \xe9', 't61']]],
  ['IA5String', [['emailAddress', 'CA@Example.COM', 'ia5']]],
  ['NumericString', [['serialNumber', '12  34', 'numeric']]],
  [
    'several attributes in one part',
    [
      [
        ['CN', 'B'],
        ['OU', 'A much longer one'],
        ['O', 'C'],
      ],
    ],
  ],
  [
    'several parts',
    [
      ['C', 'DE', 'printable'],
      ['O', 'X'],
      ['CN', 'Y'],
    ],
  ],
  ['only space', [['CN', '   ']]],
  ['a long value', [['CN', 'x'.repeat(200)]]],
  ['nothing', []],
];

it.each(NAMES)('a name of %s has the hash that openssl computes', (_, subject) => {
  const { der, subject: name } = createCertificate({ subject, isAuthority: true });
  expect([subjectHash(name), oldSubjectHash(name)]).toEqual(byOpenssl(der));
});

it('the roots of Mozilla have the hashes that openssl computes', () => {
  const ders = rootCertificates.slice(0, 12).map((pem) => new X509Certificate(pem).raw);
  const ours = ders.map((der) => {
    const name = readAnchorDetails(der)?.subjectDer ?? Buffer.alloc(0);
    return [subjectHash(name), oldSubjectHash(name)];
  });
  expect(ours).toEqual(ders.map(byOpenssl));
});

it('what is no name has none', () => {
  expect(subjectHash(Buffer.from('no name'))).toBeUndefined();
  expect(subjectHash(distinguishedName('cut').subarray(0, 9))).toBeUndefined();
});
