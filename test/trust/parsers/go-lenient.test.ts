import { expect, it } from 'vitest';
import { goLenient } from '../../../src/trust/parsers/go-lenient.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate, toPem } from '../../support/certificate-factory.ts';

const { pem, der, privateKeyPem } = createCertificate();
const other = createCertificate().pem;
const parse = (text: string): ReturnType<typeof goLenient> =>
  goLenient(Buffer.from(text), new CertificateReader());

it('passes over what is bad and says where the first is', () => {
  const { certificates, problem } = parse(other.replace('\n', '\n!') + pem);
  expect(certificates).toHaveLength(1);
  expect(problem).toContain('byte 0');
});

it.each([
  ['a header', other.replace('\n', '\nkind: root\n\n')],
  ['another label', other.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')],
  ['bytes behind the certificate', toPem(Buffer.concat([der, Buffer.of(5, 0)]))],
  ['no END', other.replace(/-----END.*\n/, '')],
  ['an END of another', other.replace('END CERTIFICATE', 'END X509')],
])('loses a block with %s, and no other', (_, block) => {
  expect(parse(block + pem).certificates).toHaveLength(1);
  expect(parse(pem + block).certificates).toHaveLength(1);
});

it('steps over keys without a word', () => {
  expect(parse(privateKeyPem + pem).problem).toBeUndefined();
  expect(parse('').problem).toBe('it holds no certificate');
});
