import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import { certificatePem, opensslCertificate } from '../../src/x509/openssl-certificate.ts';
import { createCertificate, extension } from '../support/certificate-factory.ts';
import { octetString } from '../support/der-writer.ts';

it('is written as OpenSSL writes it', () => {
  const { der } = createCertificate({ sans: ['DNS:example.com'] });
  expect(certificatePem(der)).toBe(new X509Certificate(der).toString());
  expect(opensslCertificate(new Uint8Array(der)).raw).toEqual(der);
});

const other = createCertificate({ subject: 'other' });
const text = `\n${other.pem}`;

it.each([
  ['an extension', createCertificate({ extensions: [extension('1.2.3.4', octetString(Buffer.from(text)))] })],
  ['the subject', createCertificate({ subject: [['CN', text]] })],
])('is the certificate itself where %s holds another one in PEM', (_, { der }) => {
  // This is what it is there for: Node takes the other one.
  expect(new X509Certificate(der).raw).toEqual(other.der);
  expect(opensslCertificate(der).raw).toEqual(der);
});

it('throws where there is none', () => {
  expect(() => opensslCertificate(Buffer.from('no certificate'))).toThrow();
  expect(() => opensslCertificate(Buffer.from(other.pem))).toThrow();
});
