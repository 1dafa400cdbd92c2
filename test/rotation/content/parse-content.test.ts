import { execFileSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Content } from '../../../src/rotation/content/content.ts';
import { parseContent } from '../../../src/rotation/content/parse-content.ts';
import { createCertificate, toPem } from '../../support/certificate-factory.ts';
import fc from '../../support/fast-check.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = createCertificate({ subject: 'Root A', isAuthority: true });
const other = createCertificate({ subject: 'Root B', isAuthority: true });
const third = createCertificate({ subject: 'Root C', isAuthority: true });
const A = root.pem;
const B = other.pem;
const BASE64_LINE = A.split('\n')[1] ?? '';

const parse = (text: string | Buffer) => parseContent(Buffer.from(text));
const refusal = (text: string | Buffer): string => {
  const parsed = parse(text);
  return 'refused' in parsed ? parsed.refused : 'accepted';
};
function accepted(text: string | Buffer): Content {
  const parsed = parse(text);
  if ('refused' in parsed) throw new Error(`refused: ${parsed.refused}`);
  return parsed;
}

describe('what does not parse strictly is refused, with the place', () => {
  it.each<[string, string | Buffer, string | RegExp]>([
    ['nothing', '', 'is empty'],
    ['white space alone', ' \r\n\t\n', 'is empty'],
    ['a byte order mark alone', '\ufeff', 'is empty'],
    ['text without blocks', 'no certificates today\n', 'holds no PEM block'],
    ['the page of a captive portal', '<!DOCTYPE html><html></html>', /begins like an HTML or XML page/],
    ['gzip', Buffer.of(0x1f, 0x8b, 8, 0, 0, 0), /is compressed \(gzip\)/],
    ['UTF-16', Buffer.from(A, 'utf16le'), /is PEM in UTF-16/],
    ['UTF-16, big-endian', Buffer.from(A, 'utf16le').swap16(), /is PEM in UTF-16/],
    ['one certificate in DER', root.der, /is a certificate in DER, not PEM: .*openssl x509 -inform DER/],
    ['a Java keystore', Buffer.from('feedfeed00000002', 'hex'), /is a Java keystore/],
    ['a JCEKS keystore', Buffer.from('cececece00000002', 'hex'), /is a Java keystore/],
    ['octets', Buffer.alloc(4096, 0xfe), 'holds no PEM block'],
    ['/dev/zero', Buffer.alloc(4096), 'holds no PEM block'],
    [
      'a corrupt block',
      A + B.replace(/^MII/m, 'M!I'),
      /the block at byte \d+ has a character at byte \d+ that is not Base64/,
    ],
    ['a digit less', A + B.replace(/^MII/m, 'MI'), /the block at byte \d+ holds Base64 that is cut off/],
    [
      'a line less',
      A + B.replace(/^MII.*\n/m, ''),
      /the block at byte \d+ holds DER that is no certificate|is cut off/,
    ],
    ['a truncated tail', (A + B).slice(0, -80), /the block at byte \d+ has no END line/],
    [
      'a truncated last line',
      (A + B).slice(0, -4),
      /the block at byte \d+ has an END line that is not its own/,
    ],
    ['an END line of something else', A.replace('END CERT', 'END X509 CERT'), /END line that is not its own/],
    ['glued blocks', A.trimEnd() + B, /the BEGIN at byte \d+ does not stand at the start of a line/],
    ['an indented BEGIN', `  ${A}`, /the BEGIN at byte 2 does not stand at the start of a line/],
    [
      'something behind BEGIN',
      A.replace('-----\n', '----- x\n'),
      /something follows the BEGIN line of the block at byte 0/,
    ],
    [
      'contents behind BEGIN',
      A.replace('-----\n', '-----'),
      /something follows the BEGIN line of the block at byte 0/,
    ],
    ['something behind END', `${A.trimEnd()} x\n`, /something follows the END line of the block at byte 0/],
    [
      'END behind contents',
      A.replace('\n-----END', '-----END'),
      /the END line of the block at byte 0 does not stand at the start/,
    ],
    ['an empty block', `${A}${toPem(Buffer.alloc(0))}`, /the block at byte \d+ is empty/],
    [
      'header fields',
      A.replace('-----\n', '-----\nX-Note: a\n\n'),
      /has a character at byte \d+ that is not Base64/,
    ],
    [
      'TRUSTED CERTIFICATE',
      A + toPem(other.der, 'TRUSTED CERTIFICATE'),
      /a TRUSTED CERTIFICATE, which only OpenSSL reads/,
    ],
    ['X509 CERTIFICATE', toPem(root.der, 'X509 CERTIFICATE'), /is a "X509 CERTIFICATE", not a CERTIFICATE/],
    ['a revocation list', A + toPem(root.der, 'X509 CRL'), /is a "X509 CRL", not a CERTIFICATE/],
    ['PKCS #7', A + toPem(root.der, 'PKCS7'), /is a "PKCS7", not a CERTIFICATE/],
    [
      'bytes behind the certificate',
      toPem(Buffer.concat([root.der, Buffer.of(0)])),
      /1 byte follows the certificate/,
    ],
    [
      'two certificates in one block',
      toPem(Buffer.concat([root.der, other.der])),
      /bytes follow the certificate/,
    ],
    ['DER cut off', toPem(root.der.subarray(0, -3)), /the block at byte 0 holds DER that is cut off/],
    [
      'DER that is no certificate',
      toPem(Buffer.from('3003020101', 'hex')),
      /holds DER that is no certificate/,
    ],
    ['NUL between blocks', `${A}\0\n${B}`, /byte \d+ lies outside of the blocks and is no text/],
    ['an END of nobody', `${A}-----END CERTIFICATE-----\n`, /a damaged BEGIN or END line at byte \d+/],
    [
      'a dash less in BEGIN',
      A + B.replace('-----BEGIN', '----BEGIN'),
      /a damaged BEGIN or END line at byte \d+/,
    ],
    ['a small begin', A + B.replace('BEGIN', 'begin'), /a damaged BEGIN or END line at byte \d+/],
    [
      'a block that has lost its BEGIN and END',
      `${A}\n${BASE64_LINE}\n`,
      /Base64 outside of the blocks at byte \d+/,
    ],
    [
      'BEGIN without dashes behind',
      A.replace('CERTIFICATE-----\n', 'CERTIFICATE\n'),
      /has no whole BEGIN line/,
    ],
  ])('%s', (_, content, message) => {
    expect(refusal(content)).toMatch(message);
  });

  it('lines that end as on old Macintoshes, which OpenSSL takes for one line', () => {
    expect(refusal(A.replaceAll('\n', '\r'))).toMatch(/something follows the BEGIN line/);
  });
});

describe('private keys are refused whatever else there is', () => {
  const key = root.privateKeyPem;
  it.each([
    'PRIVATE KEY',
    'RSA PRIVATE KEY',
    'EC PRIVATE KEY',
    'DSA PRIVATE KEY',
    'ENCRYPTED PRIVATE KEY',
    'OPENSSH PRIVATE KEY',
    'ANY PRIVATE KEY',
  ])('%s', (label) => {
    const block = key.replaceAll('PRIVATE KEY', label);
    const told = /^holds a private key at byte \d+: take it out/;
    expect(refusal(A + block)).toMatch(told);
    expect(refusal(block + A)).toMatch(told);
    expect(refusal(`${A}${block.slice(0, 60)}`)).toMatch(told);
    expect(refusal(A.slice(0, 90) + block)).toMatch(told);
    expect(refusal(A + block)).not.toContain(key.split('\n')[1]);
  });

  it('also under the label of a certificate', () => {
    const der = root.key.privateKey.export({ type: 'pkcs8', format: 'der' });
    expect(refusal(A + toPem(der))).toMatch(/holds DER that is no certificate$/);
  });

  it('also in DER and in PKCS #12', () => {
    const der = root.key.privateKey.export({ type: 'pkcs8', format: 'der' });
    expect(refusal(der)).toMatch(/^is DER/);
    const folder = temporaryFolder();
    const file = join(folder, 'a.p12');
    writeFileSync(join(folder, 'a.pem'), A + key);
    const made = ['pkcs12', '-export', '-in', join(folder, 'a.pem'), '-out', file, '-passout', 'pass:x'];
    execFileSync('openssl', made, { stdio: 'pipe' });
    const store = readFileSync(file);
    expect(refusal(store)).toMatch(/^is a PKCS #12 keystore/);
    expect(refusal(Buffer.concat([Buffer.from(A), store]))).toMatch(/is no text/);
  });

  it('is no property of the word: a comment may speak of keys', () => {
    expect(accepted(`# its PRIVATE KEY is in the safe\n${A}`).certificates).toHaveLength(1);
  });
});

describe('what parses is brought into one form', () => {
  it('drops comments, marks and line ends, and keeps the order', () => {
    const text = `\ufeff# Root A\r\n${A.replaceAll('\n', '\r\n')}\r\n===========\r\nSHA256: ${'ab'.repeat(32)}\r\n${B}`;
    expect(accepted(text).bytes.toString()).toBe(A + B);
  });

  it('a bare fingerprint between blocks is no lost block', () => {
    expect(accepted(`${'ab'.repeat(32)}\n${A}`).bytes.toString()).toBe(A);
  });

  it('takes each certificate once, the first of equal ones', () => {
    expect(accepted(B + A + B + A).bytes.toString()).toBe(B + A);
  });

  it('folds lines again', () => {
    const [begin = '', ...lines] = A.trimEnd().split('\n');
    const end = lines.pop() ?? '';
    expect(accepted([begin, lines.join(''), `${end}  `].join('\n')).bytes.toString()).toBe(A);
    expect(accepted(A.trimEnd()).bytes.toString()).toBe(A);
  });

  it('hashes what it has made', () => {
    const { bytes, sha256 } = accepted(A);
    const answer = execFileSync('sha256sum', { input: bytes, encoding: 'utf8' });
    expect(answer.slice(0, 64)).toBe(sha256);
  });

  it('says what each certificate is', () => {
    expect(accepted(A).certificates[0]).toMatchObject({
      der: root.der,
      certificate: { subject: 'CN=Root A', role: 'root' },
    });
  });

  it('is what openssl reads, too', () => {
    const file = join(temporaryFolder(), 'bundle.pem');
    writeFileSync(file, accepted(`junk of all kinds\n${A}# more\n${B}`).bytes);
    const answer = execFileSync('openssl', ['storeutl', '-noout', '-certs', file], { encoding: 'utf8' });
    expect(answer).toContain('Total found: 2');
  });
});

describe('for any bundle', () => {
  const all = [root, other, third].map(({ pem }) => pem);
  const filler = fc.constantFrom('', '\n', '# a comment\n', '\r\n', '=====\n', '\tfree text: ü\n');
  const pieces = fc.array(fc.tuple(filler, fc.constantFrom(...all)), { minLength: 1, maxLength: 8 });

  it('making the form once more changes nothing, and no certificate is lost', () => {
    fc.assert(
      fc.property(pieces, fc.boolean(), (parts, isWindows) => {
        const text = parts.map(([before, pem]) => before + pem).join('');
        const once = accepted(isWindows ? text.replace(/\r?\n/g, '\r\n') : text);
        const twice = accepted(once.bytes);
        expect(twice.bytes.equals(once.bytes)).toBe(true);
        expect(twice.sha256).toBe(once.sha256);
        expect(once.bytes.toString()).toBe([...new Set(parts.map(([, pem]) => pem))].join(''));
      }),
    );
  });

  it('one changed octet never goes unnoticed: it is refused, or in a comment, or another certificate that OpenSSL reads', () => {
    const text = Buffer.from(`# a comment\n${A}${B}`);
    const before = accepted(text);
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 0, max: 255 }), (place, octet) => {
        const changed = Buffer.from(text);
        changed[place] = octet;
        const parsed = parseContent(changed);
        if ('refused' in parsed) return;
        if (place < 12) expect(parsed.certificates).toHaveLength(2);
        for (const { der } of parsed.certificates)
          expect(new X509Certificate(der).raw.equals(der)).toBe(true);
        // White space and line ends may change; no certificate may vanish.
        expect(parsed.certificates).toHaveLength(before.certificates.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('anything at all is answered, and never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.nat(2), (octets, where) => {
        const junk = Buffer.from(octets);
        const parts = [Buffer.from(A), Buffer.from(B)];
        parts.splice(where, 0, junk);
        const parsed = parseContent(Buffer.concat(parts));
        expect('refused' in parsed ? parsed.refused : parsed.bytes.length).toBeTruthy();
      }),
    );
  });
});

describe('size', () => {
  it('a million blocks that are none are refused at the first', () => {
    expect(refusal('-----BEGIN '.repeat(1_000_000))).toMatch(/the block at byte 0 has no END line/);
  });

  it.each([
    ['dashes', '-'],
    ['dashes and spaces', '- '],
    ['dashes and words', '--B'],
    ['spaces behind dashes', '--       '],
    ['equals signs', '='],
    ['lines of equals signs', `${'='.repeat(79)}\n`],
    ['fingerprints', `${'ab'.repeat(32)}\n`],
    ['blank lines', '\r\n'],
  ])('16 MB of %s between blocks are only text, and are read in one go', (_, piece) => {
    const text = piece.repeat(16_000_000 / piece.length);
    expect(accepted(`${A}# ${text}\n${B}`).certificates).toHaveLength(2);
  });

  it('one line of 16 MB of Base64 is a lost block', () => {
    expect(refusal(`${A}${'AB+/Z'.repeat(3_200_000)}\n`)).toMatch(/Base64 outside of the blocks/);
    expect(accepted(`${A}${'AB+/Z'.repeat(3_200_000)}!\n`).certificates).toHaveLength(1);
    expect(accepted(`${A}--${' '.repeat(16_000_000)}\n`).certificates).toHaveLength(1);
  });
});
