import { describe, expect, it } from 'vitest';
import { DerReader } from '../../src/x509/der-reader.ts';
import { readSignatureAlgorithm } from '../../src/x509/signature-algorithm.ts';
import { type KeyKind, sharedKey } from '../support/certificate-keys.ts';
import { element, explicit, objectIdentifier, sequence } from '../support/der-writer.ts';

const NULL = Buffer.of(0x05, 0x00);
const PSS = '1.2.840.113549.1.1.10';

function read(...parts: readonly Uint8Array[]): string {
  const der = new DerReader(sequence(...parts));
  const name = readSignatureAlgorithm(der);
  expect(der.fault).toBeUndefined();
  return name;
}

describe('a signature algorithm', () => {
  it.each([
    ['ec-p256', 'ECDSA-SHA256'],
    ['rsa-2048', 'SHA256-RSA'],
    ['rsa-pss-2048', 'SHA256-RSAPSS'],
    ['ed25519', 'Ed25519'],
    ['ed448', 'Ed448'],
    ['dsa-2048', 'DSA-SHA256'],
    ['ml-dsa-44', 'ML-DSA-44'],
    ['ml-dsa-87', 'ML-DSA-87'],
  ] as const)('of a key of kind %s is %s', (kind: KeyKind, name) => {
    expect(readSignatureAlgorithm(new DerReader(sharedKey(kind).signatureAlgorithm))).toBe(name);
  });

  it.each([
    ['1.2.840.113549.1.1.5', 'SHA1-RSA'],
    ['1.2.840.113549.1.1.4', 'MD5-RSA'],
    ['1.2.840.10045.4.3.3', 'ECDSA-SHA384'],
    ['2.16.840.1.101.3.4.3.20', 'SLH-DSA-SHA2-128s'],
    ['2.16.840.1.101.3.4.3.31', 'SLH-DSA-SHAKE-256f'],
    ['1.2.3.4', '1.2.3.4'],
  ])('%s is %s, with parameters and without', (dotted, name) => {
    expect(read(objectIdentifier(dotted))).toBe(name);
    expect(read(objectIdentifier(dotted), NULL)).toBe(name);
  });

  it('of RSASSA-PSS has the hash of its parameters, SHA-1 where they name none', () => {
    const hash = (dotted: string): Buffer => sequence(explicit(0, sequence(objectIdentifier(dotted), NULL)));
    expect(read(objectIdentifier(PSS), hash('2.16.840.1.101.3.4.2.3'))).toBe('SHA512-RSAPSS');
    expect(read(objectIdentifier(PSS), sequence())).toBe('SHA1-RSAPSS');
    expect(read(objectIdentifier(PSS), hash('1.2.3'))).toBe('RSAPSS');
    expect(read(objectIdentifier(PSS), NULL)).toBe('RSAPSS');
    expect(read(objectIdentifier(PSS))).toBe('RSAPSS');
  });

  it('is refused where it is none', () => {
    const der = new DerReader(sequence(element(0x06, Buffer.of(0x80))));
    readSignatureAlgorithm(der);
    expect(der.fault).toContain('no object identifier');
  });
});
