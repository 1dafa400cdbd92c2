import { expect, it } from 'vitest';
import { gnutls } from '../../../src/trust/parsers/gnutls.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate } from '../../support/certificate-factory.ts';

const { pem } = createCertificate();
const other = createCertificate().pem;
const count = (text: string): number =>
  gnutls(Buffer.from(text), new CertificateReader()).certificates.length;

it('finds blocks anywhere, also glued to each other', () => {
  expect(count(`x ${pem.trimEnd()}${other}`)).toBe(2);
});

it('loads nothing of a file with one bad block', () => {
  expect(count(pem + other.replace('\n', '\n!'))).toBe(0);
  expect(count(pem + other.slice(0, 100))).toBe(0);
  expect(count(`${pem}-----BEGIN CERTIFICATE`)).toBe(0);
});

it('does not see TRUSTED CERTIFICATE', () => {
  expect(count(pem + other.replaceAll('CERTIFICATE', 'TRUSTED CERTIFICATE'))).toBe(1);
  expect(count('')).toBe(0);
});
