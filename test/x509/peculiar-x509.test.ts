import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { rewriteAsDer } from '../../src/x509/peculiar-x509.cjs';
import { rewriteAsBer } from '../support/ber-rewriter.ts';
import { createCertificate } from '../support/certificate-factory.ts';

describe('the library', () => {
  it('is not loaded before it is needed', () => {
    const { cache } = createRequire(import.meta.url);
    const isLoaded = (): boolean => Object.keys(cache).some((path) => path.includes('@peculiar/x509'));
    expect(isLoaded()).toBe(false);
    rewriteAsDer(createCertificate().der);
    expect(isLoaded()).toBe(true);
  });

  it('writes what it has read in DER, but for the dates', () => {
    const content = { sans: ['DNS:example.com'], isAuthority: true, serialNumber: 1, signed: false };
    const { der } = createCertificate({ ...content, notBefore: 0, notAfter: 0 });
    expect(rewriteAsDer(der)).toEqual(der);
    expect(rewriteAsDer(createCertificate({ ...content, notAfter: 253_402_300_799 }).der)).toEqual(der);
    expect(rewriteAsDer(rewriteAsBer(der, 'indefinite'))).toEqual(der);
  });

  it('does not know strings in pieces', () => {
    const { der } = createCertificate({ sans: ['DNS:example.com'] });
    expect(() => rewriteAsDer(rewriteAsBer(der, 'constructed strings'))).toThrow('does not match');
  });

  it('throws at what it does not understand', () => {
    expect(() => rewriteAsDer(Buffer.from([0x30, 0x00]))).toThrow();
  });

  it('does not go down without a bottom', () => {
    expect(() => rewriteAsDer(Buffer.alloc(200_000, Buffer.of(0x30, 0x80)))).toThrow();
  });
});
