import { expect, it } from 'vitest';
import { hashedFile, nodeExtra, storedFile } from '../../../src/trust/parsers/openssl-until-fault.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { openssl } from '../../support/run-openssl.ts';

const { pem, der } = createCertificate();
const bad = '-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n';
const count = (parser: typeof nodeExtra, text: string | Buffer): number =>
  parser(Buffer.from(text), new CertificateReader()).certificates.length;

it.each([nodeExtra, hashedFile, storedFile])('keeps what comes before damage: %o', (parser) => {
  expect(count(parser, pem + bad + pem)).toBe(1);
  expect(count(parser, bad + pem)).toBe(0);
  expect(parser(Buffer.from(pem + bad), new CertificateReader()).problem).toContain(`byte ${pem.length}`);
});

it('takes TRUSTED CERTIFICATE in folders alone', () => {
  const trusted = openssl(['x509', '-trustout', '-addtrust', 'serverAuth'], pem);
  expect([nodeExtra, hashedFile, storedFile].map((parser) => count(parser, trusted))).toEqual([0, 1, 1]);
});

it('takes DER in stores alone', () => {
  expect([nodeExtra, hashedFile, storedFile].map((parser) => count(parser, der))).toEqual([0, 0, 1]);
});
