import { expect, it } from 'vitest';
import { opensslStrict } from '../../../src/trust/parsers/openssl-strict.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate, toPem } from '../../support/certificate-factory.ts';

const { pem, der } = createCertificate();
const parse = (text: string): ReturnType<typeof opensslStrict> =>
  opensslStrict(Buffer.from(text), new CertificateReader());

it('loads all of a good file', () => {
  expect(parse(pem + createCertificate().pem).certificates).toHaveLength(2);
  expect(parse(pem).problem).toBeUndefined();
});

it('loads nothing of a file with one bad block, and says at which byte', () => {
  for (const bad of [
    '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n',
    toPem(der.subarray(0, 99)),
  ]) {
    const { certificates, problem } = parse(pem + bad);
    expect(certificates).toEqual([]);
    expect(problem).toContain(`byte ${pem.length}`);
  }
});

it('says so where there is none', () => {
  expect(parse('text')).toEqual({ certificates: [], problem: 'it holds no certificate' });
});

it('does not read a key that is labelled a certificate', () => {
  const key = createCertificate().key.privateKey.export({ type: 'pkcs8', format: 'der' });
  expect(parse(toPem(key)).certificates).toEqual([]);
});
