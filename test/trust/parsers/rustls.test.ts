import { expect, it } from 'vitest';
import { rustls } from '../../../src/trust/parsers/rustls.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const { pem, privateKeyPem } = createCertificate();
const other = createCertificate().pem;
const parse = (text: string): ReturnType<typeof rustls> => rustls(Buffer.from(text), new CertificateReader());

it('leaves bad blocks out', () => {
  const { certificates, problem } = parse(other.replace('\n', '\n!') + pem + other.slice(0, 100));
  expect(certificates).toHaveLength(1);
  expect(problem).toBe('2 of its blocks cannot be read');
});

it('loses a block that is glued to another', () => {
  expect(parse(pem.trimEnd() + other).certificates).toHaveLength(1);
});

it('takes certificates alone', () => {
  expect(parse(privateKeyPem + pem.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE')).certificates).toEqual(
    [],
  );
});
