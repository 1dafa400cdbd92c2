import { describe, expect, it } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import { readContainer } from '../../src/formats/read-container.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate, toPem } from '../support/certificate-factory.ts';
import { createRevocationList } from '../support/revocation-list-factory.ts';
import { INPUT_FILE, openssl } from '../support/run-openssl.ts';

const list = createRevocationList({ revoked: 2, number: 41 });
const next = createRevocationList({ number: 42 });
const certificate = createCertificate({ subject: 'a' });

const read = (bytes: Buffer | string): Container =>
  readContainer(Buffer.from(bytes as string), new CertificateReader());
const numbers = (container: Container): (string | undefined)[] =>
  container.revocationLists.map(({ crlNumber }) => crlNumber);

describe('revocation lists', () => {
  it('are read from PEM beside certificates, in the order of the file', () => {
    const container = read(next.pem + certificate.pem + list.pem);
    expect(numbers(container)).toEqual(['42', '41']);
    expect(container).toMatchObject({ kind: 'pem', findings: [], otherObjects: 0 });
    expect(container.certificates).toHaveLength(1);
  });

  it('are read from DER, several in one file', () => {
    const container = read(Buffer.concat([list.der, next.der]));
    expect(numbers(container)).toEqual(['41', '42']);
    expect(container).toMatchObject({ kind: 'der', findings: [], certificates: [] });
  });

  it('are read from PKCS #7, with certificates and without', () => {
    const both = openssl(
      ['crl2pkcs7', '-in', INPUT_FILE, '-certfile', INPUT_FILE, '-outform', 'DER'],
      list.pem + certificate.pem,
    );
    expect(numbers(read(both))).toEqual(['41']);
    expect(read(both).certificates).toHaveLength(1);
    const alone = openssl(['crl2pkcs7', '-outform', 'DER'], list.pem);
    expect(numbers(read(alone))).toEqual(['41']);
    expect(read(alone)).toMatchObject({ kind: 'pkcs7', findings: [], otherObjects: 0 });
  });

  it('that are damaged are a finding and hide no other', () => {
    const damaged = Buffer.from(list.der);
    damaged.fill(0xff, 30, 40);
    const container = read(toPem(damaged, 'X509 CRL') + next.pem + certificate.pem);
    expect(numbers(container)).toEqual(['42']);
    expect(container.certificates).toHaveLength(1);
    expect(container.findings).toEqual([
      {
        reason: 'malformed_certificate',
        detail: expect.stringMatching(/^block 1 at byte 0 .*revocation list/),
      },
    ]);
  });

  it('with something behind them are read, with a finding', () => {
    const container = read(toPem(Buffer.concat([list.der, Buffer.of(1, 2)]), 'X509 CRL'));
    expect(numbers(container)).toEqual(['41']);
    expect(container.findings.map(({ detail }) => detail)).toEqual([
      'block 1 at byte 0 has 2 bytes after its revocation list',
    ]);
  });

  it('are not looked for under the label of a certificate, nor the other way round', () => {
    for (const pem of [toPem(list.der), toPem(certificate.der, 'X509 CRL')]) {
      const container = read(pem);
      expect(container).toMatchObject({ certificates: [], revocationLists: [] });
      expect(container.findings.map(({ reason }) => reason)).toEqual(['malformed_certificate']);
    }
  });

  it('under whose label a key is are refused without a word of the key', () => {
    const key = certificate.key.privateKey.export({ type: 'pkcs8', format: 'der' });
    const { findings } = read(toPem(key, 'X509 CRL'));
    expect(findings).toEqual([
      { reason: 'malformed_certificate', detail: 'block 1 at byte 0 holds DER that is no revocation list' },
    ]);
  });
});
