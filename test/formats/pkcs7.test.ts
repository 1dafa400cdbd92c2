import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import { readContainer } from '../../src/formats/read-container.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { rewriteAsBer } from '../support/ber-rewriter.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import {
  element,
  explicit,
  indefinite,
  integer,
  objectIdentifier,
  sequence,
  setOf,
} from '../support/der-writer.ts';
import { INPUT_FILE, openssl } from '../support/run-openssl.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const [a, b] = [createCertificate({ subject: 'a' }), createCertificate({ subject: 'b' })] as const;
const DATA = sequence(objectIdentifier('1.2.840.113549.1.7.1'));

const read = (bytes: Buffer): Container => readContainer(bytes, new CertificateReader());
const subjects = (bytes: Buffer): string[] => read(bytes).certificates.map(({ subject }) => subject);

function signedData(...certificates: readonly Uint8Array[]): Buffer {
  const set = element(0xa0, ...certificates);
  const content = sequence(integer(1), setOf(), DATA, set, setOf());
  return sequence(objectIdentifier('1.2.840.113549.1.7.2'), explicit(0, content));
}

describe('PKCS #7', () => {
  it('with certificates alone is read, in DER and PEM', () => {
    const args = ['crl2pkcs7', '-nocrl', '-certfile', INPUT_FILE, '-outform'];
    for (const form of ['DER', 'PEM']) {
      const bytes = openssl([...args, form], a.pem + b.pem);
      expect(read(bytes)).toMatchObject({ kind: form === 'DER' ? 'pkcs7' : 'pem', findings: [] });
      expect(subjects(bytes)).toEqual(['CN=a', 'CN=b']);
    }
  });

  it('with a signature is read, definite lengths or not', () => {
    const signer = join(temporaryFolder(), 'signer.pem');
    writeFileSync(signer, a.pem + a.privateKeyPem);
    const args = ['cms', '-sign', '-nodetach', '-signer', signer, '-outform', 'DER'];
    const streamed = openssl([...args, '-stream'], 'text');
    expect(streamed[1]).toBe(0x80);
    for (const bytes of [openssl(args, 'text'), streamed]) {
      expect(read(bytes)).toMatchObject({ kind: 'pkcs7', findings: [] });
      expect(subjects(bytes)).toEqual(['CN=a']);
    }
  });

  it('with indefinite lengths down to the certificates holds the same certificates', () => {
    const certificates = [a.der, b.der].map((der) => rewriteAsBer(der, 'indefinite'));
    const content = indefinite(
      0x30,
      integer(1),
      setOf(),
      indefinite(0x30, DATA.subarray(2)),
      indefinite(0xa0, ...certificates),
    );
    const bytes = indefinite(0x30, objectIdentifier('1.2.840.113549.1.7.2'), indefinite(0xa0, content));
    expect(read(bytes).findings).toEqual([]);
    expect(subjects(bytes)).toEqual(['CN=a', 'CN=b']);
  });

  it('may hold no certificates at all', () => {
    expect(read(signedData())).toMatchObject({ kind: 'pkcs7', certificates: [], findings: [] });
    const content = sequence(integer(1), setOf(), DATA, setOf());
    const bytes = sequence(objectIdentifier('1.2.840.113549.1.7.2'), explicit(0, content));
    expect(read(bytes)).toMatchObject({ certificates: [], findings: [] });
  });

  it('may hold attribute certificates, which are other objects', () => {
    const bytes = signedData(element(0xa2, integer(1)), a.der);
    expect(read(bytes)).toMatchObject({ otherObjects: 1, findings: [] });
    expect(subjects(bytes)).toEqual(['CN=a']);
  });

  it('with a bad certificate shows the others and names it', () => {
    const bytes = signedData(a.der, sequence(integer(1)), b.der);
    expect(subjects(bytes)).toEqual(['CN=a', 'CN=b']);
    expect(read(bytes).findings).toMatchObject([
      {
        reason: 'malformed_certificate',
        detail: expect.stringContaining(
          'certificate 2 of the PKCS #7 in the object at byte 0 is no certificate',
        ),
      },
    ]);
  });

  it('that is cut off between certificates shows those before', () => {
    const bytes = signedData(a.der, b.der.subarray(0, -5));
    expect(subjects(bytes)).toEqual(['CN=a']);
    expect(read(bytes).findings).toEqual([
      {
        reason: 'malformed_certificate',
        detail: 'certificate 2 of the PKCS #7 in the object at byte 0 is cut off',
      },
    ]);
  });

  it('of another type is not read', () => {
    const bytes = sequence(
      objectIdentifier('1.2.840.113549.1.7.3'),
      explicit(0, sequence(integer(0), setOf())),
    );
    expect(read(Buffer.concat([bytes, Buffer.alloc(0)]))).toMatchObject({
      kind: 'pkcs7',
      findings: [{ reason: 'unsupported_format', detail: expect.stringContaining('1.2.840.113549.1.7.3') }],
    });
  });

  it.each([
    ['without content', sequence(objectIdentifier('1.2.840.113549.1.7.2'))],
    [
      'with content of another kind',
      sequence(objectIdentifier('1.2.840.113549.1.7.2'), explicit(0, integer(1))),
    ],
    [
      'with a part that lies',
      sequence(
        objectIdentifier('1.2.840.113549.1.7.2'),
        explicit(0, sequence(integer(1), Buffer.of(0x31, 5))),
      ),
    ],
  ])('%s is a finding', (_, bytes) => {
    expect(read(bytes)).toMatchObject({ kind: 'pkcs7', findings: [{ reason: 'malformed_certificate' }] });
  });
});
