import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { issuerOf, standInCertificate } from '../../../src/handshake/tls/stand-in-issuer.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import type { KeyKind } from '../../support/certificate-keys.ts';
import type { NameInput } from '../../support/distinguished-name.ts';

function signedBy(key: KeyKind, subject: NameInput = 'Issuing CA') {
  const issuer = createCertificate({ subject, key, isAuthority: true });
  return { issuer, leaf: createCertificate({ issuer }) };
}

const named = (length: number): NameInput => [['CN', 'x'.repeat(length)]];

describe('the issuer of a leaf', () => {
  it.each([
    ['ec-p256', 'ec'],
    ['ec-p521', 'ec'],
    ['ec-p256-sha1', 'ec'],
    ['rsa-2048', 'rsa'],
    ['rsa-2048-sha1', 'rsa'],
  ] as const)('that signs with %s has a key of the kind %s', (kind, key) => {
    const { issuer, leaf } = signedBy(kind);
    expect(issuerOf(leaf.der)).toEqual({ name: issuer.subject, key });
  });

  it.each(['rsa-pss-2048', 'ed25519', 'ml-dsa-44'] as const)('that signs with %s has none', (kind) => {
    expect(issuerOf(signedBy(kind).leaf.der)).toBeUndefined();
  });

  it('is told for version 1, and for a part of other bytes', () => {
    const issuer = createCertificate({ subject: 'Issuing CA' });
    const { der } = createCertificate({ issuer, version: 1 });
    const flight = Buffer.concat([Buffer.alloc(7), der, Buffer.alloc(7)]);
    const expected = { name: issuer.subject, key: 'ec' };
    expect(issuerOf(new Uint8Array(flight.buffer, flight.byteOffset + 7, der.length))).toEqual(expected);
  });

  it('is nobody for a certificate that names itself', () => {
    expect(issuerOf(createCertificate().der)).toBeUndefined();
  });

  it('is nobody where the name is longer than anybody needs', () => {
    expect(issuerOf(signedBy('ec-p256', named(220)).leaf.der)).toBeDefined();
    expect(issuerOf(signedBy('ec-p256', named(250)).leaf.der)).toBeUndefined();
  });

  it('is nobody where what stands before the end of the subject is cut off', () => {
    const { leaf } = signedBy('ec-p256');
    const end = leaf.der.indexOf(leaf.subject) + leaf.subject.length;
    for (let length = 0; length < end; length++) {
      expect(issuerOf(leaf.der.subarray(0, length))).toBeUndefined();
    }
  });
});

describe('a stand-in', () => {
  it.each([
    ['ec-p256', { namedCurve: 'secp112r1' }],
    ['rsa-2048', { modulusLength: 512 }],
  ] as const)('for %s has the name, and a key too small for any signature', (kind, details) => {
    const { issuer, leaf } = signedBy(kind);
    const found = issuerOf(leaf.der);
    if (found === undefined) throw new Error('there is an issuer');
    const standIn = new X509Certificate(standInCertificate(found));
    expect(standIn.subject).toBe(new X509Certificate(issuer.pem).subject);
    expect(standIn.publicKey.asymmetricKeyDetails).toMatchObject(details);
    const signed = new X509Certificate(leaf.pem);
    expect(signed.checkIssued(standIn)).toBe(true);
    expect(signed.verify(standIn.publicKey)).toBe(false);
  });

  // Lengths of one and two octets.
  it.each([0, 60, 100, 120, 220])('can have a name of %i characters', (length) => {
    const { issuer, leaf } = signedBy('ec-p256', named(length));
    const found = issuerOf(leaf.der);
    if (found === undefined) throw new Error('there is an issuer');
    const standIn = new X509Certificate(standInCertificate(found));
    expect(standIn.raw.includes(issuer.subject)).toBe(true);
    expect(standIn.subject).toBe(`CN=${'x'.repeat(length)}`);
  });
});
