import { describe, expect, it } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import { readContainer, readContainerInSteps } from '../../src/formats/read-container.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { createCertificate, toPem } from '../support/certificate-factory.ts';
import { integer, sequence } from '../support/der-writer.ts';
import { INPUT_FILE, openssl } from '../support/run-openssl.ts';

const [a, b] = ['a', 'b'].map((subject) => createCertificate({ subject }));
const pemA = a?.pem ?? '';
const pemB = b?.pem ?? '';
const derA = a?.der ?? Buffer.alloc(0);

const read = (text: string): Container => readContainer(Buffer.from(text, 'latin1'), new CertificateReader());
const subjects = (container: Container): string[] => container.certificates.map(({ subject }) => subject);
const details = (container: Container): string[] =>
  container.findings.map(({ reason, detail }) => `${reason}: ${detail}`);

describe('a PEM file', () => {
  it('holds any number of certificates, in order', () => {
    const container = read(pemA + pemB + pemA);
    expect(container).toMatchObject({ kind: 'pem', findings: [], otherObjects: 0 });
    expect(subjects(container)).toEqual(['CN=a', 'CN=b', 'CN=a']);
    expect(container.certificates[2]).toBe(container.certificates[0]);
  });

  it.each([
    ['CRLF', pemA.replaceAll('\n', '\r\n')],
    ['old Macintosh line ends', pemA.replaceAll('\n', '\r')],
    [
      'lines of another length',
      toPem(derA)
        .replace(/\n(?!-)/g, '')
        .replace('-----M', '-----\nM'),
    ],
    ['empty lines between', pemA.replaceAll('\n', '\n\n')],
    ['indented lines', pemA.replaceAll('\n', '\n    ')],
    ['headers', pemA.replace('-----\n', '-----\nX-Issuer: Example\n more of it\n\n')],
    ['a header alone and CRLF', pemA.replace('-----\n', '-----\nA: b\n\n').replaceAll('\n', '\r\n')],
  ])('may have %s', (_, text) => {
    const container = read(text);
    expect(details(container)).toEqual([]);
    expect(subjects(container)).toEqual(['CN=a']);
  });

  it.each(['X509 CERTIFICATE', 'TRUSTED CERTIFICATE'])('holds certificates under the label %s', (label) => {
    expect(subjects(read(toPem(derA, label)))).toEqual(['CN=a']);
  });

  it('holds trusted certificates, whose trust settings are stepped over', () => {
    const trusted = openssl(['x509', '-trustout', '-addtrust', 'serverAuth', '-setalias', 'alias'], pemA);
    expect(trusted.toString()).toContain('BEGIN TRUSTED CERTIFICATE');
    const container = read(trusted.toString() + pemB);
    expect(details(container)).toEqual([]);
    expect(container.certificates).toEqual([...read(pemA).certificates, ...read(pemB).certificates]);
  });

  it('says where other certificates have something behind them, and reads them', () => {
    const container = read(toPem(Buffer.concat([derA, Buffer.alloc(3)])) + pemB);
    expect(details(container)).toEqual([
      'malformed_certificate: block 1 at byte 0 has 3 bytes after its certificate',
    ]);
    expect(subjects(container)).toEqual(['CN=a', 'CN=b']);
  });

  it.each(['PKCS7', 'CMS', 'PKCS #7 SIGNED DATA'])('holds PKCS #7 under the label %s', (label) => {
    const der = openssl(['crl2pkcs7', '-nocrl', '-certfile', INPUT_FILE, '-outform', 'DER'], pemA + pemB);
    expect(subjects(read(toPem(der, label) + pemA))).toEqual(['CN=a', 'CN=b', 'CN=a']);
  });

  it('may hold other objects, which are counted and no more', () => {
    const labels = [
      'CERTIFICATE REQUEST',
      'NEW CERTIFICATE REQUEST',
      'CRL',
      'DH PARAMETERS',
      'EC PARAMETERS',
      'PUBLIC KEY',
      'OPENSSH PRIVATE KEY',
      'EC PRIVATE KEY',
      'PRIVATE KEY',
      'ENCRYPTED PRIVATE KEY',
    ];
    const container = read(
      labels.map((label) => `-----BEGIN ${label}-----\n!\n-----END ${label}-----\n`).join(''),
    );
    expect(container).toMatchObject({
      kind: 'pem',
      certificates: [],
      findings: [],
      otherObjects: labels.length,
    });
  });

  it('with a bad block shows all others', () => {
    const bad = [
      pemA.replace('MII', 'M!I'),
      pemA.replace('\n-----END', 'A\n-----END'),
      '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n',
      toPem(derA.subarray(0, 99)),
      pemA.replace('-----END CERTIFICATE-----', ''),
      pemA.replace('END CERTIFICATE', 'END CERTIFICAT'),
    ];
    for (const block of bad) {
      const container = read(pemA + block + pemB);
      expect(subjects(container)).toEqual(['CN=a', 'CN=b']);
      expect(details(container)).toHaveLength(1);
      expect(details(container)[0]).toContain(`block 2 at byte ${pemA.length} `);
    }
  });

  it('says what is wrong with a block', () => {
    expect(details(read(pemA.replace('MII', 'M!I')))).toEqual([
      'malformed_pem: block 1 at byte 0 has a character at byte 29 that is not Base64',
    ]);
    expect(details(read(toPem(derA.subarray(0, 99))))).toEqual([
      'malformed_certificate: block 1 at byte 0 holds DER that is cut off, or whose length lies',
    ]);
    expect(details(read(toPem(sequence(integer(1)))))).toEqual([
      'malformed_certificate: block 1 at byte 0 holds DER that is no certificate',
    ]);
    const subject = integer(1);
    expect(details(read(createCertificate({ subject }).pem))[0]).toMatch(
      /^malformed_certificate: block 1 at byte 0 is no certificate that can be read: the element at byte \d+ has the tag/,
    );
    expect(details(read(toPem(Buffer.of(1, 1, 0xff), 'PKCS7')))).toEqual([
      'malformed_certificate: block 1 at byte 0 is no PKCS #7 that can be read',
    ]);
  });

  it('lets others have their turn in one block of megabytes', () => {
    for (const filler of ['AAAA', '\n', ' \t', 'x: y\n']) {
      const text = `-----BEGIN X509 CRL-----\nAAAA\n${filler.repeat((4 << 20) / filler.length)}\n-----END X509 CRL-----\n`;
      const steps = readContainerInSteps(Buffer.from(text), new CertificateReader());
      let pauses = 0;
      let last = steps.next();
      for (; last.done !== true; last = steps.next()) pauses++;
      expect(last.value.findings).toHaveLength(1);
      // What is no Base64 is known at once.
      expect(pauses).toBeGreaterThanOrEqual(filler.includes(':') ? 1 : 4);
    }
  });

  it('with headers that do not end says so', () => {
    expect(details(read(pemA.replace('-----\n', '-----\nX-Issuer: Example\n')))).toEqual([
      'malformed_pem: block 1 at byte 0 has a character at byte 29 that is not Base64',
    ]);
  });
});
