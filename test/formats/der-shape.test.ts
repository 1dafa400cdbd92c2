import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type DerShape, derShape } from '../../src/formats/der-shape.ts';
import { berElement } from '../../src/x509/ber.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { newKey, sharedKey } from '../support/certificate-keys.ts';
import { integer, objectIdentifier, octetString, sequence } from '../support/der-writer.ts';
import { INPUT_FILE, openssl } from '../support/run-openssl.ts';

function shapeOf(der: Buffer): DerShape {
  const element = berElement(der, 0, der.length);
  return element === undefined ? 'other' : derShape(der, element);
}

const { pem, privateKeyPem } = createCertificate();
const { privateKey } = newKey('ec-p256');
const rsa = sharedKey('rsa-1024').privateKey;

describe('the shape of DER', () => {
  it.each([1, 2, 3] as const)('is that of a certificate of version %i', (version) => {
    expect(shapeOf(createCertificate({ version }).der)).toBe('certificate');
  });

  it('is that of PKCS #7', () => {
    expect(shapeOf(openssl(['crl2pkcs7', '-nocrl', '-certfile', INPUT_FILE, '-outform', 'DER'], pem))).toBe(
      'pkcs7',
    );
  });

  it('is that of PKCS #12', () => {
    const store = openssl(
      ['pkcs12', '-export', '-in', INPUT_FILE, '-passout', 'pass:secret'],
      pem + privateKeyPem,
    );
    expect(shapeOf(store)).toBe('pkcs12');
  });

  it('is that of BCFKS', () => {
    // The outer parts of a store by Bouncy Castle: encrypted contents, and by what they are guarded.
    const algorithm = sequence(objectIdentifier('1.2.840.113549.1.5.13'), sequence());
    const store = sequence(sequence(algorithm, octetString(Buffer.alloc(64))), sequence(algorithm));
    expect(shapeOf(store)).toBe('bcfks');
    // An encrypted key lies in half of one.
    expect(shapeOf(sequence(algorithm, octetString(Buffer.alloc(64))))).toBe('other');
  });

  it.each<[string, Buffer]>([
    ['a key of PKCS #8', privateKey.export({ type: 'pkcs8', format: 'der' })],
    [
      'an encrypted key of PKCS #8',
      privateKey.export({ type: 'pkcs8', format: 'der', cipher: 'aes-128-cbc', passphrase: 'secret' }),
    ],
    ['a key of SEC 1', privateKey.export({ type: 'sec1', format: 'der' })],
    ['a key of PKCS #1', rsa.export({ type: 'pkcs1', format: 'der' })],
    ['a public key', sharedKey('ec-p256').publicKeyInfo],
    [
      'a public key of PKCS #1',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'pkcs1', format: 'der' }),
    ],
    [
      'a request',
      openssl(['req', '-new', '-key', INPUT_FILE, '-subj', '/CN=a', '-outform', 'DER'], privateKeyPem),
    ],
    ['a number', integer(5)],
    ['an empty sequence', sequence()],
  ])('of %s is another one', (_, der) => {
    expect(shapeOf(der)).toBe('other');
  });

  it('is that of a revocation list, of either version', () => {
    const dates = [Buffer.from('170d3235303130313030303030305a', 'hex')];
    const algorithm = sharedKey('ec-p256').signatureAlgorithm;
    const { subject } = createCertificate();
    for (const version of [[], [integer(1)]]) {
      const list = sequence(
        sequence(...version, algorithm, subject, ...dates),
        algorithm,
        Buffer.of(3, 1, 0),
      );
      expect(shapeOf(list)).toBe('crl');
    }
  });

  it('is not told by what comes behind it', () => {
    const bytes = Buffer.concat([sequence(), sequence()]);
    const first = berElement(bytes, 0, bytes.length);
    expect(first && derShape(bytes, first)).toBe('other');
  });

  it('of what may have been meant for a certificate is that of one', () => {
    expect(shapeOf(sequence(sequence(integer(1))))).toBe('certificate');
    expect(shapeOf(sequence(Buffer.of(0x30, 0x50, 2)))).toBe('certificate');
  });
});
