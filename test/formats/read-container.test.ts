import { describe, expect, it, vi } from 'vitest';
import type { Container } from '../../src/formats/container.ts';
import { readContainer, readContainerInSteps } from '../../src/formats/read-container.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { rewriteAsBer } from '../support/ber-rewriter.ts';
import { type CertificateOptions, createCertificate, toPem } from '../support/certificate-factory.ts';
import { type KeyKind, sharedKey } from '../support/certificate-keys.ts';
import { element, integer, objectIdentifier, sequence } from '../support/der-writer.ts';

const good = createCertificate({ subject: 'good' });

function read(content: string | Uint8Array): Container {
  const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content);
  return readContainer(bytes, new CertificateReader());
}

const subjects = ({ certificates }: Container): string[] => certificates.map(({ subject }) => subject);
const reasons = ({ findings }: Container): string[] => findings.map(({ reason }) => reason);

/** What a certificate is read as between two good ones; it must not touch them. */
function readBetween(options: CertificateOptions): Container {
  const container = read(good.pem + createCertificate(options).pem + good.pem);
  expect(container.certificates[0]?.subject).toBe('CN=good');
  expect(container.certificates.at(-1)).toBe(container.certificates[0]);
  return container;
}

describe('a container is told by its content', () => {
  it.each<[string, string | Uint8Array, Partial<Container>]>([
    ['nothing', '', { kind: 'empty' }],
    ['text', 'no certificate', { kind: 'unknown' }],
    ['text that starts like a table of times', '0 0 * * * run\n', { kind: 'unknown' }],
    ['zeros', Buffer.alloc(1000), { kind: 'unknown' }],
    ['a key of OpenSSH', 'ssh-ed25519 AAAA', { kind: 'unknown' }],
    ['one byte', '0', { kind: 'unknown' }],
    ['PEM', good.pem, { kind: 'pem' }],
    ['PEM after a line that starts with 0', `0 a\n${good.pem}`, { kind: 'pem' }],
    ['DER', good.der, { kind: 'der' }],
    ['PEM without a certificate', '-----BEGIN X-----\n-----END X-----', { kind: 'pem', otherObjects: 1 }],
  ])('%s', (_, content, expected) => {
    expect(read(content)).toMatchObject({ findings: [], findingCounts: {}, ...expected });
  });

  it('PEM within DER is DER', () => {
    const comment = element(0x0c, Buffer.from('-----BEGIN CERTIFICATE-----'));
    const { der } = createCertificate({ subject: [['1.2.3', comment]] });
    expect(read(der)).toMatchObject({ kind: 'der', certificates: [{}], findings: [] });
  });

  it.each([
    ['jks', 'feedfeed00000002', 'JKS'],
    ['jceks', 'cececece00000002', 'JCEKS'],
  ])('%s is named', (kind, hex, name) => {
    expect(read(Buffer.from(hex, 'hex'))).toMatchObject({
      kind,
      findings: [{ reason: 'unsupported_format', detail: expect.stringContaining(name) }],
    });
  });

  it.each(['little', 'big'])('PEM in UTF-16 with the %s end first is named', (order) => {
    const bytes = Buffer.from(`\ufeff${good.pem}`, 'utf16le');
    expect(read(order === 'big' ? bytes.swap16() : bytes)).toMatchObject({
      kind: 'pem',
      certificates: [],
      findings: [{ reason: 'malformed_pem', detail: expect.stringContaining('UTF-16') }],
    });
  });
});

describe('input that must never hurt', () => {
  it('an empty file', () => {
    expect(read('')).toMatchObject({ kind: 'empty', findings: [] });
  });

  it.each([
    ['CRLF', good.pem.replaceAll('\n', '\r\n')],
    ['BOM', `\xef\xbb\xbf${good.pem}`],
    ['text between blocks', `# a comment: ---\n${good.pem}that was it\n`],
    ['missing final newline', good.pem.trimEnd()],
  ])('%s', (_, text) => {
    const container = read(text);
    expect(subjects(container)).toEqual(['CN=good']);
    expect(container.findings).toEqual([]);
  });

  it('END and BEGIN glued together', () => {
    const container = read(good.pem.trimEnd() + good.pem.trimEnd() + good.pem);
    expect(subjects(container)).toEqual(['CN=good', 'CN=good', 'CN=good']);
    expect(container.findings).toEqual([]);
  });

  it.each<[string, string, string]>([
    ['truncated base64', good.pem.replace('=\n', '\n').replace(/.\n-----END/, '\n-----END'), 'malformed_pem'],
    ['a truncated block', good.pem.slice(0, 200), 'malformed_pem'],
    ['truncated DER', toPem(good.der.subarray(0, -10)), 'malformed_certificate'],
    [
      'lengths that lie',
      toPem(Buffer.concat([Buffer.of(0x30, 0x83, 0xff, 0xff, 0xff), good.der])),
      'malformed_certificate',
    ],
    ['lengths that lie inside', toPem(lyingInside()), 'malformed_certificate'],
    ['absurd nesting', toPem(Buffer.alloc(50_000, Buffer.of(0x30, 0x80))), 'malformed_certificate'],
    ['absurd nesting that ends', toPem(nested(10_000)), 'malformed_certificate'],
    [
      'trailing bytes',
      toPem(Buffer.concat([createCertificate().der, Buffer.alloc(9)])),
      'malformed_certificate',
    ],
  ])('%s', (_, bad, reason) => {
    const container = read(`${good.pem}${bad}\n${good.pem}`);
    expect(reasons(container)).toEqual([reason]);
    expect(subjects(container).filter((subject) => subject === 'CN=good')).toHaveLength(2);
  });

  it('truncated DER, at every byte', () => {
    for (let length = 1; length < good.der.length; length++) {
      expect(read(good.der.subarray(0, length)).certificates).toEqual([]);
    }
  });

  it('indefinite lengths', () => {
    const container = read(good.pem + toPem(rewriteAsBer(good.der, 'indefinite')));
    expect(subjects(container)).toEqual(['CN=good', 'CN=good']);
    expect(container.findings).toEqual([]);
  });

  it('trailing bytes after DER', () => {
    const container = read(Buffer.concat([good.der, Buffer.alloc(100)]));
    expect(subjects(container)).toEqual(['CN=good']);
    expect(reasons(container)).toEqual(['malformed_certificate']);
  });

  it('TRUSTED CERTIFICATE blocks', () => {
    expect(subjects(read(toPem(good.der, 'TRUSTED CERTIFICATE')))).toEqual(['CN=good']);
  });

  it('negative and over-long serial numbers', () => {
    expect(readBetween({ serialNumber: -1n }).certificates[1]?.serialNumber).toBe('-01');
    expect(
      readBetween({ serialNumber: Buffer.alloc(5000, 0x7f) }).certificates[1]?.serialNumber,
    ).toHaveLength(10_000);
    expect(readBetween({ serialNumber: Buffer.of(0, 0, 0, 5) }).certificates[1]?.serialNumber).toBe('05');
    expect(reasons(readBetween({ serialNumber: Buffer.of() }))).toEqual(['malformed_certificate']);
  });

  it('years before 1970 and after 2049, 99991231235959Z', () => {
    const notAfter = element(0x18, Buffer.from('99991231235959Z'));
    const [, certificate] = readBetween({ notBefore: -600_000_000, notAfter }).certificates;
    expect(certificate).toMatchObject({ notBefore: -600_000_000, notAfter: 253_402_300_799 });
    expect(readBetween({ notAfter: Date.UTC(2050, 0, 1) / 1000 }).certificates[1]?.notAfter).toBe(
      2_524_608_000,
    );
    expect(reasons(readBetween({ notAfter: element(0x17, Buffer.from('never')) }))).toEqual([
      'malformed_certificate',
    ]);
  });

  it('empty subjects', () => {
    expect(subjects(readBetween({ subject: [], sans: ['DNS:a.example'] }))[1]).toBe('DNS:a.example');
    expect(subjects(readBetween({ subject: [] }))[1]).toBe('');
  });

  it('T61String, BMPString, UniversalString names', () => {
    const name = readBetween({
      subject: [
        ['O', 'Mülheim', 't61'],
        ['OU', 'Ž', 'bmp'],
        ['CN', '🐎', 'universal'],
      ],
    });
    expect(subjects(name)[1]).toBe('CN=🐎,OU=Ž,O=Mülheim');
  });

  it('names that are no text break nothing that is UTF-8', () => {
    const [, certificate] = readBetween({ subject: [['CN', Buffer.from([0xff, 0x0a, 0x00])]] }).certificates;
    expect(certificate?.subject).toBe('CN=\\FF\\0A\\00');
    expect(certificate?.subject.isWellFormed()).toBe(true);
  });

  it('a million bad blocks', () => {
    const { findings, findingCounts } = read('-----BEGIN CERTIFICATE-----\nMIIB\n'.repeat(1_000_000));
    expect(findings).toHaveLength(100);
    expect(findingCounts).toEqual({ malformed_pem: 1_000_000 });
  });

  it.each([
    ['first lines', '-----BEGIN CERTIFICATE-----\n'],
    ['first lines cut off', '-----BEGIN '],
    ['last lines', '-----END CERTIFICATE-----\n'],
    ['dashes', '-'],
    ['zeros that start like DER', '0\x80'],
    ['headers', 'A: b\n'],
    ['keys that do not end', '-----BEGIN PRIVATE KEY-----\n'],
    ['empty blocks', '-----BEGIN CERTIFICATE----------END CERTIFICATE-----'],
  ])('32 MB of %s', (_, piece) => {
    const bytes = Buffer.alloc(32_000_000, piece, 'latin1');
    expect(readContainer(bytes, new CertificateReader()).certificates).toEqual([]);
  });

  it.each([
    ['blocks', '-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n'],
    ['first lines', '-----BEGIN CERTIFICATE-----\n'],
    ['objects', '0\x81\x020\0'],
  ])('many bad %s, with a pause after each', (_, piece) => {
    const bytes = Buffer.from(piece.repeat(1000), 'latin1');
    let pauses = 0;
    const steps = readContainerInSteps(bytes, new CertificateReader());
    while (steps.next().done !== true) pauses++;
    expect(pauses).toBe(1000);
  });

  it('many bad certificates of a PKCS #7, with a pause after each', () => {
    const set = element(0xa0, ...Array.from({ length: 1000 }, () => sequence()));
    const signedData = sequence(
      integer(1),
      element(0x31),
      sequence(objectIdentifier('1.2.840.113549.1.7.1')),
      set,
    );
    const bytes = sequence(objectIdentifier('1.2.840.113549.1.7.2'), element(0xa0, signedData));
    let pauses = 0;
    const steps = readContainerInSteps(bytes, new CertificateReader());
    let step = steps.next();
    for (; step.done !== true; step = steps.next()) pauses++;
    expect(pauses).toBeGreaterThan(1000);
    expect(step.value.findingCounts).toEqual({ malformed_certificate: 1000 });
  });

  it('a block of 32 MB', () => {
    for (const body of ['A', 'AAAA\n', '\n', 'A: b\n', '\n ', '=\n', '-\n']) {
      const text = `-----BEGIN CERTIFICATE-----\n${body.repeat(32_000_000 / body.length)}\n-----END CERTIFICATE-----\n`;
      const container = read(text + good.pem);
      expect(reasons(container)).toContain(
        body.startsWith('AA') || body === 'A' ? 'malformed_certificate' : 'malformed_pem',
      );
      expect(subjects(container)).toEqual(['CN=good']);
    }
  });
});

describe('private keys', () => {
  const body = sharedKey('ec-p256').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
  const labels = [
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
  ];

  it.each(labels)('under %s are never decoded, hashed, or cut out of the file', (label) => {
    const key = `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
    const bytes = Buffer.from(good.pem + key + good.pem);
    const [start, end] = [bytes.indexOf(body), bytes.indexOf(body) + body.length];
    const touched: unknown[] = [];
    for (const method of ['toString', 'subarray', 'slice'] as const) {
      const original = bytes[method].bind(bytes) as (...args: unknown[]) => never;
      vi.spyOn(bytes, method).mockImplementation((...args: unknown[]) => {
        const [from, to] = (method === 'toString' ? args.slice(1) : args) as [number?, number?];
        if ((from ?? 0) < end && (to ?? bytes.length) > start) {
          touched.push([method, ...args]);
        }
        return original(...args);
      });
    }
    const reader = new CertificateReader();
    const seen = vi.spyOn(reader, 'read');
    const container = readContainer(bytes, reader);
    expect(subjects(container)).toEqual(['CN=good', 'CN=good']);
    expect(container).toMatchObject({ otherObjects: 1, findings: [] });
    expect(touched).toEqual([]);
    expect(seen.mock.calls.map(([der]) => Buffer.from(der).equals(good.der))).toEqual([true, true]);
    expect(JSON.stringify(container)).not.toContain(body.slice(0, 16));
  });

  it.each<KeyKind>(['ec-p256', 'rsa-1024', 'ed25519'])('of kind %s in DER are stepped over', (kind) => {
    const der = sharedKey(kind).privateKey.export({ type: 'pkcs8', format: 'der' });
    const reader = new CertificateReader();
    const seen = vi.spyOn(reader, 'read');
    expect(readContainer(der, reader)).toMatchObject({ kind: 'der', otherObjects: 1, findings: [] });
    expect(seen).not.toHaveBeenCalled();
  });

  it('in a block that says that it is a certificate are refused without a word of them', () => {
    const der = sharedKey('ec-p256').privateKey.export({ type: 'pkcs8', format: 'der' });
    const reader = new CertificateReader();
    const seen = vi.spyOn(reader, 'read');
    const container = readContainer(Buffer.from(toPem(der) + toPem(der.subarray(0, -1))), reader);
    expect(reasons(container)).toEqual(['malformed_certificate', 'malformed_certificate']);
    expect(seen).not.toHaveBeenCalled();
    expect(JSON.stringify(container)).not.toContain(der.toString('hex').slice(20, 40));
  });
});

/** A certificate whose first part inside says that it is longer than everything. */
function lyingInside(): Buffer {
  const der = Buffer.from(good.der);
  der.writeUInt8(0x7f, der.indexOf(Buffer.of(0x02, 0x01)) + 1);
  return der;
}

function nested(depth: number): Buffer {
  return Buffer.concat([Buffer.alloc(depth * 2, Buffer.of(0x30, 0x80)), Buffer.alloc(depth * 2)]);
}
