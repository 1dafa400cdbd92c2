import { describe, expect, it } from 'vitest';
import { DerReader } from '../../src/x509/der-reader.ts';
import { readPublicKey } from '../../src/x509/public-key.ts';
import { type KeyKind, sharedKey } from '../support/certificate-keys.ts';
import { bitString, element, integer, objectIdentifier, sequence } from '../support/der-writer.ts';

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';

function read(...parts: readonly Uint8Array[]): string {
  const der = new DerReader(sequence(...parts));
  const name = readPublicKey(der);
  expect(der.fault).toBeUndefined();
  return name;
}

describe('a public key', () => {
  it.each([
    ['ec-p256', 'ECDSA P-256'],
    ['ec-p384', 'ECDSA P-384'],
    ['ec-p521', 'ECDSA P-521'],
    ['ec-secp256k1', 'ECDSA secp256k1'],
    ['rsa-1024', 'RSA 1024'],
    ['rsa-2048', 'RSA 2048'],
    ['rsa-3072', 'RSA 3072'],
    ['rsa-pss-2048', 'RSA-PSS 2048'],
    ['ed25519', 'Ed25519'],
    ['ed448', 'Ed448'],
    ['dsa-2048', 'DSA 2048'],
    ['ml-dsa-44', 'ML-DSA-44'],
    ['ml-dsa-65', 'ML-DSA-65'],
    ['ml-dsa-87', 'ML-DSA-87'],
  ] as const)('of kind %s is %s', (kind: KeyKind, name) => {
    expect(readPublicKey(new DerReader(sharedKey(kind).publicKeyInfo))).toBe(name);
  });

  it('counts the bits of an odd modulus', () => {
    const modulus = (value: bigint): Buffer => bitString(sequence(integer(value), integer(65_537)));
    expect(read(sequence(objectIdentifier(RSA)), modulus(2n ** 2046n))).toBe('RSA 2047');
    expect(read(sequence(objectIdentifier(RSA)), modulus(0n))).toBe('RSA 0');
  });

  it('has its algorithm alone where its insides cannot be read', () => {
    expect(read(sequence(objectIdentifier(RSA)), bitString(Buffer.of(1, 2, 3)))).toBe('RSA');
    expect(read(sequence(objectIdentifier('1.2.840.10040.4.1')), bitString(Buffer.of(1)))).toBe('DSA');
    expect(read(sequence(objectIdentifier(EC), sequence()), bitString(Buffer.of(4)))).toBe('ECDSA');
  });

  it('has numbers where there is no name', () => {
    expect(read(sequence(objectIdentifier('1.2.3.4')), bitString(Buffer.of(1)))).toBe('1.2.3.4');
    expect(read(sequence(objectIdentifier(EC), objectIdentifier('1.2.3')), bitString(Buffer.of(4)))).toBe(
      'ECDSA 1.2.3',
    );
    expect(read(sequence(objectIdentifier('2.16.840.1.101.3.4.3.24')), bitString(Buffer.of(4)))).toBe(
      'SLH-DSA-SHA2-256s',
    );
  });

  it('is refused where it is none', () => {
    const der = new DerReader(sequence(sequence(element(0x06, Buffer.of(0x80))), bitString(Buffer.of(4))));
    readPublicKey(der);
    expect(der.fault).toContain('no object identifier');
  });
});
