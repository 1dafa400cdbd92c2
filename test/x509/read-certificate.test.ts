import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fingerprintSha256, readCertificate } from '../../src/x509/read-certificate.ts';
import { rewriteAsBer } from '../support/ber-rewriter.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import fc from '../support/fast-check.ts';

const { der } = createCertificate({ sans: ['DNS:example.com'] });

describe('reading a certificate', () => {
  it('gives every field', () => {
    expect(Object.keys(readCertificate(der).certificate ?? {})).toEqual([
      'fingerprintSha256',
      'subject',
      'issuer',
      'serialNumber',
      'notBefore',
      'notAfter',
      'sans',
      'publicKey',
      'signatureAlgorithm',
      'role',
    ]);
  });

  it('gives the fingerprint that everybody gives', () => {
    const theirs = new X509Certificate(der).fingerprint256.replaceAll(':', '').toLowerCase();
    expect(readCertificate(der).certificate?.fingerprintSha256).toBe(theirs);
    expect(fingerprintSha256(der)).toBe(theirs);
  });

  it('asks the library about odd encodings, and takes the fingerprint of the bytes as they are', () => {
    const odd = rewriteAsBer(der, 'indefinite');
    expect(readCertificate(odd).certificate).toEqual({
      ...readCertificate(der).certificate,
      fingerprintSha256: fingerprintSha256(odd),
    });
  });

  it('says why it refuses', () => {
    expect(readCertificate(Buffer.alloc(0)).refused).toBe('the element at byte 0 is cut off');
    expect(readCertificate(der.subarray(0, -1)).refused).toMatch(
      /^the element at byte 0 says that it has \d+ bytes/,
    );
    expect(readCertificate(Buffer.concat([der, Buffer.alloc(3)])).refused).toBe(
      '3 bytes follow the certificate',
    );
    expect(readCertificate(createCertificate({ subject: Buffer.of(2, 1, 1) }).der).refused).toContain(
      'where 0x30 is expected',
    );
  });

  it('asks the library no more often than it may', () => {
    const budget = { left: 1 };
    const odd = rewriteAsBer(der, 'long lengths');
    expect(readCertificate(odd, budget).certificate).toBeDefined();
    expect(readCertificate(odd, budget).refused).toContain('too many like it');
    expect(readCertificate(der, budget).certificate).toBeDefined();
  });

  it('does not ask the library about a length that lies', () => {
    const budget = { left: 1 };
    readCertificate(der.subarray(0, 100), budget);
    expect(budget.left).toBe(1);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => {
        expect(readCertificate(Buffer.from(octets)).refused).toBeTypeOf('string');
      }),
    );
  });
});
