import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { PathCertificate } from '../../../src/handshake/verify/path-certificate.ts';
import { readCertificate } from '../../../src/x509/read-certificate.ts';
import { createCertificate, extension } from '../../support/certificate-factory.ts';
import { boolean, element, indefinite, sequence } from '../../support/der-writer.ts';
import { read } from '../../support/judged-chain.ts';
import { authority, server } from '../../support/pki.ts';

describe('every root that comes with Node', () => {
  const roots = rootCertificates.map((pem) => new X509Certificate(pem));

  it('is read as node:crypto and the exporter read it', () => {
    expect(roots.length).toBeGreaterThan(100);
    for (const root of roots) {
      const own = read({ der: root.raw });
      const { certificate } = readCertificate(root.raw);
      const { subject, issuer, notBefore, notAfter, signatureAlgorithm, serialNumber } = certificate ?? {};
      expect(own).toMatchObject({ subject, issuer, notBefore, notAfter, signatureAlgorithm, serialNumber });
      expect([own.fingerprint, own.publicKeyName]).toEqual([
        certificate?.fingerprintSha256,
        certificate?.publicKey,
      ]);
      expect(own.publicKey?.equals(root.publicKey)).toBe(true);
      expect(own.selfIssued).toBe(true);
    }
  });
});

it('copies what it is given', () => {
  const bytes = Buffer.from(server().der);
  const certificate = PathCertificate.read(bytes) as PathCertificate;
  bytes.fill(0);
  expect(certificate.isSignedBy(certificate.publicKey as NonNullable<PathCertificate['publicKey']>)).toBe(
    true,
  );
});

it('tells whose signature is on it', () => {
  const root = read(authority('Root'));
  const other = read(authority('Root'));
  const keyOf = (each: PathCertificate) => each.publicKey as NonNullable<PathCertificate['publicKey']>;
  expect([root.isSignedBy(keyOf(root)), root.isSignedBy(keyOf(other))]).toEqual([true, false]);
  expect(root.keyId).not.toBe(other.keyId);
});

const utcTime = (text: string): Buffer => element(0x17, Buffer.from(text));
const generalizedTime = (text: string): Buffer => element(0x18, Buffer.from(text));

const oddBoolean = Buffer.from(boolean(true));
oddBoolean[2] = 1;

it.each([
  ['nothing', Buffer.alloc(0), /is cut off/],
  ['text', Buffer.from('-----BEGIN'), /tag/],
  ['something behind it', Buffer.concat([server().der, Buffer.of(0)]), /1 bytes follow the certificate/],
  ['half of it', server().der.subarray(0, 100), /says that it has/],
  ['an indefinite length', indefinite(0x30, server().der.subarray(4)), /indefinite/],
  ['an extension twice', server({ extensions: [extension('2.5.29.14', sequence())] }).der, /twice/],
  [
    'a boolean of its own',
    server({ basicConstraints: null, extensions: [extension('2.5.29.19', sequence(oddBoolean))] }).der,
    /no boolean/,
  ],
  ['a serial number with a needless octet', server({ serialNumber: Buffer.of(0, 5) }).der, /shortest form/],
  ['a negative one with a needless octet', server({ serialNumber: Buffer.of(0xff, 0x85) }).der, /shortest/],
  ['a date with an offset', server({ notAfter: utcTime('401231235959+0000') }).der, /date in a form/],
  ['a date without seconds', server({ notBefore: utcTime('2012312359Z') }).der, /date in a form/],
  [
    'a date with a fraction',
    server({ notAfter: generalizedTime('20401231235959.5Z') }).der,
    /date in a form/,
  ],
])('refuses %s', (_, der, reason) => {
  expect(PathCertificate.read(der)).toMatch(reason);
});

it('refuses two signature algorithms, and extensions where there are none yet', () => {
  const { der } = createCertificate({ key: 'ed25519' });
  const algorithm = Buffer.of(0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70);
  const mixed = Buffer.from(der);
  mixed[mixed.lastIndexOf(algorithm) + 6] = 0x71;
  expect(PathCertificate.read(mixed)).toMatch(/signature algorithm/);
  const old = Buffer.from(server().der);
  old[old.indexOf(Buffer.of(0xa0, 0x03, 0x02, 0x01, 0x02)) + 4] = 1;
  expect(PathCertificate.read(old)).toMatch(/extensions in a certificate of version 2/);
});
