import { describe, expect, it } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import { isShortDer, startsLikeDer } from '../../src/formats/der.ts';
import { readContainer } from '../../src/formats/read-container.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { rewriteAsBer } from '../support/ber-rewriter.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { sharedKey } from '../support/certificate-keys.ts';
import { objectIdentifier, octetString, sequence } from '../support/der-writer.ts';
import { INPUT_FILE, openssl } from '../support/run-openssl.ts';

const [a, b] = [createCertificate({ subject: 'a' }), createCertificate({ subject: 'b' })] as const;
const key = sharedKey('ec-p256').privateKey.export({ type: 'pkcs8', format: 'der' });

const read = (...parts: readonly Uint8Array[]): Container =>
  readContainer(Buffer.concat(parts), new CertificateReader());
const subjects = ({ certificates }: Container): string[] => certificates.map(({ subject }) => subject);

describe('a file of DER', () => {
  it('holds one certificate', () => {
    const container = read(a.der);
    expect(container).toMatchObject({ kind: 'der', findings: [], otherObjects: 0 });
    expect(subjects(container)).toEqual(['CN=a']);
  });

  it('holds several one after the other', () => {
    expect(subjects(read(a.der, b.der, a.der))).toEqual(['CN=a', 'CN=b', 'CN=a']);
  });

  it('may end in a line end', () => {
    expect(read(a.der, Buffer.from('\r\n')).findings).toEqual([]);
  });

  it('holds a certificate in BER', () => {
    const container = read(rewriteAsBer(a.der, 'indefinite'), b.der);
    expect(container.findings).toEqual([]);
    expect(subjects(container)).toEqual(['CN=a', 'CN=b']);
  });

  it('with something after its certificates shows them and says so', () => {
    const container = read(a.der, Buffer.alloc(7));
    expect(subjects(container)).toEqual(['CN=a']);
    expect(container.findings).toEqual([
      {
        reason: 'malformed_certificate',
        detail: `the 7 bytes from byte ${a.der.length} on are no whole object`,
      },
    ]);
  });

  it('with a bad certificate shows the next one', () => {
    const bad = Buffer.from(a.der);
    bad.write('never', bad.indexOf('250101000000Z'));
    const container = read(bad, b.der);
    expect(subjects(container)).toEqual(['CN=b']);
    expect(container.findings).toMatchObject([
      {
        reason: 'malformed_certificate',
        detail: expect.stringMatching(
          /^the object at byte 0 is no certificate .* no date that the calendar knows$/,
        ),
      },
    ]);
  });

  it('that is cut off says so', () => {
    for (const length of [5, 50, a.der.length - 1]) {
      const container = read(a.der.subarray(0, length));
      expect(container).toMatchObject({
        kind: 'der',
        certificates: [],
        findings: [{ reason: 'malformed_certificate', detail: expect.stringContaining('is cut off') }],
      });
    }
  });

  it("may hold a key, whole or not, which is nobody's business", () => {
    expect(read(key)).toMatchObject({ kind: 'der', certificates: [], findings: [], otherObjects: 1 });
    expect(read(key.subarray(0, -1))).toMatchObject({ kind: 'unknown', findings: [], otherObjects: 0 });
  });

  it('of Bouncy Castle’s keystore is named, though nobody reads it', () => {
    const algorithm = sequence(objectIdentifier('1.2.840.113549.1.5.13'), sequence());
    const store = sequence(sequence(algorithm, octetString(Buffer.alloc(200))), sequence(algorithm));
    expect(read(store)).toMatchObject({
      certificates: [],
      findings: [{ reason: 'unsupported_format', detail: expect.stringContaining('BCFKS') }],
    });
  });

  it('of PKCS #12 is named', () => {
    const store = openssl(
      ['pkcs12', '-export', '-in', INPUT_FILE, '-passout', 'pass:secret'],
      a.pem + a.privateKeyPem,
    );
    expect(read(store)).toMatchObject({
      kind: 'pkcs12',
      certificates: [],
      findings: [
        {
          reason: 'unsupported_format',
          detail: expect.stringMatching(/PKCS #12: .* source of type keystores/),
        },
      ],
    });
  });
});

describe('what starts like DER', () => {
  it('is told from text', () => {
    expect(startsLikeDer(a.der)).toBe(true);
    expect(startsLikeDer(Buffer.of(0x30, 0x80, 0x06))).toBe(true);
    expect(startsLikeDer(Buffer.from('0 0 * * * run'))).toBe(false);
    expect(startsLikeDer(Buffer.from('0\u00e9'))).toBe(false);
    expect(startsLikeDer(Buffer.of(0x30, 0x82))).toBe(false);
    expect(isShortDer(Buffer.of(0x30, 0x03, 0x02, 0x01, 0x05))).toBe(true);
    expect(isShortDer(Buffer.from('0 0 * * * run'))).toBe(false);
  });
});
