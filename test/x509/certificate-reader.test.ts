import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { readCertificate } from '../../src/x509/read-certificate.ts';
import { rewriteAsBer } from '../support/ber-rewriter.ts';
import { createCertificate } from '../support/certificate-factory.ts';

describe('a reader of certificates', () => {
  it('reads what readCertificate reads', () => {
    const { der } = createCertificate();
    expect(new CertificateReader().read(der)).toEqual(readCertificate(der));
    expect(new CertificateReader().read(der.subarray(1))).toEqual(readCertificate(der.subarray(1)));
  });

  it('parses identical certificates once and gives one object for them', () => {
    const reader = new CertificateReader();
    const { der } = createCertificate();
    const first = reader.read(der).certificate;
    expect(reader.read(Buffer.from(der)).certificate).toBe(first);
    expect(reader.parsed).toBe(1);
    expect(reader.size).toBe(1);
  });

  it('takes a fingerprint that was made already', () => {
    const reader = new CertificateReader();
    const { der } = createCertificate();
    const first = reader.read(der).certificate;
    const other = createCertificate({ serialNumber: 77 });
    expect(reader.read(other.der, undefined, first?.fingerprintSha256).certificate).toBe(first);
    expect(reader.parsed).toBe(1);
  });

  it('tells certificates apart that differ in their signature alone', () => {
    const reader = new CertificateReader();
    const one = createCertificate({ serialNumber: 1 });
    const other = createCertificate({ serialNumber: 1, signed: false });
    expect(reader.read(one.der).certificate).not.toBe(reader.read(other.der).certificate);
    expect(reader.parsed).toBe(2);
  });

  it('remembers oddly encoded ones too, so that the library is asked once', () => {
    const reader = new CertificateReader();
    const odd = rewriteAsBer(createCertificate().der, 'indefinite');
    const budget = { left: 1 };
    const first = reader.read(odd, budget).certificate;
    expect(first).toBeDefined();
    expect(reader.read(odd, budget).certificate).toBe(first);
  });

  it('keeps its table while all are held, however many there are', () => {
    const reader = new CertificateReader();
    const certificates = Array.from({ length: 5000 }, () => createCertificate({ signed: false }).der);
    const held = certificates.map((der) => reader.read(der).certificate);
    expect(reader.size).toBe(5000);
    expect(certificates.map((der) => reader.read(der).certificate)).toEqual(held);
    expect(reader.parsed).toBe(5000);
  });

  it('lets go of what nobody holds any more', async () => {
    const reader = new CertificateReader();
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    for (let round = 0; round < 20; round++) {
      for (let count = 0; count < 1000; count++) {
        reader.read(createCertificate({ signed: false }).der);
      }
      // What is behind a weak reference is kept until the job is over; then it may be collected.
      await new Promise(setImmediate);
      collectGarbage();
    }
    expect(reader.parsed).toBe(20_000);
    expect(reader.size).toBeLessThan(4_000);
  });
});
