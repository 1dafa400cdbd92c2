import { hash, X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { AUDIT_NOW, auditBytes, auditTree, checksOf } from '../../support/audit.ts';
import {
  type CertificateOptions,
  createCertificate,
  extension,
  toPem,
} from '../../support/certificate-factory.ts';
import { newKey } from '../../support/certificate-keys.ts';
import { bitString, element, objectIdentifier, sequence } from '../../support/der-writer.ts';
import { openssl } from '../../support/run-openssl.ts';

const DAY = 86_400;
const ca = (subject: string, options: CertificateOptions = {}) =>
  createCertificate({ subject, isAuthority: true, ...options });
const GOOD = ca('Good Root').pem;

describe('a bundle file', () => {
  it('that is good raises nothing, and is known by its hash', async () => {
    const bundle = await auditBytes(GOOD + ca('Other').pem);
    expect(bundle).toEqual({
      path: '/opt/ca.pem',
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
      anchors: 2,
      findings: [],
      reference: undefined,
    });
    const one = await auditBytes(GOOD);
    expect(one.sha256).toBe(hash('sha256', GOOD, 'hex'));
  });

  it.each<[string, CertificateOptions, string[]]>([
    ['expired', { notAfter: AUDIT_NOW - 1 }, ['expired high']],
    ['expiring within a week', { notAfter: AUDIT_NOW + 7 * DAY }, ['expiring high']],
    ['expiring within a month', { notAfter: AUDIT_NOW + 30 * DAY }, ['expiring medium']],
    ['expiring within three months', { notAfter: AUDIT_NOW + 90 * DAY }, ['expiring low']],
    ['valid for longer', { notAfter: AUDIT_NOW + 90 * DAY + 1 }, []],
    ['not yet valid', { notBefore: AUDIT_NOW + 1 }, ['not_yet_valid high']],
    ['no CA', { isAuthority: false }, ['not_ca medium']],
    ['without basicConstraints', { isAuthority: undefined as never }, ['not_ca medium']],
    ['of version 1', { version: 1 }, ['version_1 low']],
    ['with an RSA key of 1024 bits', { key: 'rsa-1024' }, ['weak_key high']],
    ['with a key on P-224', { key: 'ec-p224' }, ['weak_key high']],
    ['with a DSA key', { key: 'dsa-2048' }, ['weak_key high']],
    ['signed with SHA-1', { key: 'rsa-2048-sha1' }, ['weak_signature low']],
    ['signed with MD5', { key: 'rsa-2048-md5' }, ['weak_signature low']],
    ['with a negative serial number', { serialNumber: -5n }, ['negative_serial medium']],
    [
      'that may not sign',
      { extensions: [extension('2.5.29.15', element(0x03, Buffer.of(7, 0x80)))] },
      ['no_cert_sign medium'],
    ],
    ['that may sign', { extensions: [extension('2.5.29.15', element(0x03, Buffer.of(1, 0x06)))] }, []],
  ])('with an anchor that is %s', async (_, options, expected) => {
    const bundle = await auditBytes(GOOD + ca('Odd', options).pem);
    expect(checksOf(bundle)).toEqual(expected);
    for (const finding of bundle.findings) {
      expect(finding).toMatchObject({
        subject: 'CN=Odd',
        fingerprintSha256: expect.stringMatching(/^.{64}$/),
      });
    }
  });

  it.each<[string, string | Buffer, string[]]>([
    ['empty', '', ['empty critical']],
    ['text', 'no bundle\n', ['no_usable_anchors critical', 'unsupported_format medium']],
    [
      'of nothing but expired anchors',
      ca('Old', { notAfter: AUDIT_NOW - 1 }).pem,
      ['no_usable_anchors critical', 'expired high'],
    ],
    ['with an anchor twice', GOOD + GOOD, ['duplicate low']],
    ['with comments', `# Good Root\n${GOOD}`, ['text_between low']],
    ['with a comment at its end', `${GOOD}# end`, ['text_between low']],
    ['with CRLF', GOOD.replaceAll('\n', '\r\n'), ['line_endings low']],
    ['with a byte order mark', `\ufeff${GOOD}`, ['byte_order_mark low']],
    ['without a final line break', GOOD.trimEnd(), []],
    ['in DER', ca('DER').der, []],
    ['of TRUSTED blocks', toPem(ca('T').der, 'TRUSTED CERTIFICATE'), ['trusted_format medium']],
    ['with a request', GOOD + toPem(Buffer.from('3000', 'hex'), 'CERTIFICATE REQUEST'), ['other_object low']],
  ])('that is %s', async (_, bytes, expected) => {
    expect(checksOf(await auditBytes(bytes))).toEqual(expected);
  });

  it('with a root of which Mozilla accepts no newer certificates says until when, and not to remove it', async () => {
    const izenpe = rootCertificates.find((pem) => new X509Certificate(pem).subject.includes('Izenpe'));
    const { findings } = await auditBytes(GOOD + izenpe);
    const found = findings.filter(({ check }) => check === 'distrust_after');
    expect(found).toMatchObject([{ level: 'medium', subject: expect.stringContaining('CN=Izenpe.com') }]);
    expect(found[0]?.detail).toContain('issued after 2026-04-15;');
    expect(found[0]?.detail).toContain('no reason to remove the root');
  });

  it('with a certificate of the same name and key in another version', async () => {
    const bundle = await auditBytes(
      ca('Twin', { serialNumber: 1 }).pem + ca('Twin', { serialNumber: 2 }).pem,
    );
    expect(checksOf(bundle)).toEqual(['same_key medium']);
    const key = newKey('ec-p256');
    expect(checksOf(await auditBytes(ca('Twin').pem + ca('Twin', { key }).pem))).toEqual([]);
  });

  it('with a private key is told, and nothing of it is hashed', async () => {
    const { pem, privateKeyPem } = ca('Careless');
    const bundle = await auditBytes(pem + privateKeyPem);
    expect(bundle).toMatchObject({ anchors: 1, sha256: undefined });
    expect(checksOf(bundle)).toEqual(['private_key critical']);
    expect(bundle.findings[0]?.detail).toContain(`at byte ${pem.length}:`);
    const inside = privateKeyPem.split('\n')[1] ?? '';
    expect(JSON.stringify(bundle)).not.toContain(inside);
  });

  it.each<[string, (pem: string) => string, string, RegExp]>([
    [
      'glued together',
      (pem) => pem.trimEnd() + pem,
      'glued_block',
      /BEGIN at byte \d+ does not stand at the start/,
    ],
    ['cut off', (pem) => pem + pem.slice(0, 200), 'damaged_block', /block at byte \d+ has no END line/],
    ['with a broken block', (pem) => pem + pem.replace(/\n.{20}/, '\n!'), 'damaged_block', /not Base64/],
    [
      'with Base64 cut off',
      (pem) => pem + pem.replace(/.{3}\n-----END/, '\n-----END'),
      'damaged_block',
      /block at byte \d+/,
    ],
    ['with DER cut off', (pem) => pem + toPem(ca('X').der.subarray(0, 100)), 'damaged_block', /is cut off/],
    [
      'with bytes after a certificate',
      (pem) => pem + toPem(Buffer.concat([ca('X').der, Buffer.from('more')])),
      'damaged_block',
      /4 bytes/,
    ],
  ])('%s is critical, with the byte', async (_, damage, check, detail) => {
    const bundle = await auditBytes(damage(GOOD));
    const found = bundle.findings.filter((finding) => finding.check === check);
    expect(found).toMatchObject([{ level: 'critical', detail: expect.stringMatching(detail) }]);
    expect(bundle.anchors).toBeGreaterThan(0);
  });

  it('of a million bad blocks has only so many findings', async () => {
    const bundle = await auditBytes('-----BEGIN CERTIFICATE-----\n'.repeat(100_000));
    expect(bundle.findings.length).toBeLessThan(60);
  });

  it('that is missing or a folder that was named is told', async () => {
    const { bundles } = await auditTree({}, { bundles: ['/nowhere.pem'] });
    expect(bundles.map(checksOf)).toEqual([['missing critical']]);
    expect(bundles[0]?.findings[0]?.detail).toBe('cannot be reached (ENOENT)');
  });

  it('leads through links, but not out of the root', async () => {
    const { bundles } = await auditTree(
      {
        '/real/ca.pem': GOOD,
        '/opt/a.pem': { link: '/real/ca.pem' },
        '/opt/b.pem': { link: '../../../real/ca.pem' },
      },
      { bundles: ['/opt/a.pem', '/opt/b.pem'] },
    );
    expect(bundles.map(({ anchors }) => anchors)).toEqual([1, 1]);
    const loop = await auditTree({ '/opt/a.pem': { link: 'a.pem' } }, { bundles: ['/opt/a.pem'] });
    expect(loop.bundles[0]?.findings[0]?.detail).toBe('cannot be reached (ELOOP)');
  });
});

describe('OpenSSL’s trust settings', () => {
  const trusted = (...flags: string[]) => openssl(['x509', '-trustout', ...flags], GOOD).toString();

  it.each<[string[], number]>([
    [[], 1],
    [['-addtrust', 'serverAuth'], 1],
    [['-addtrust', 'anyExtendedKeyUsage'], 1],
    [['-addtrust', 'emailProtection'], 0],
    [['-addreject', 'serverAuth'], 0],
    [['-addreject', 'emailProtection'], 1],
    [['-addtrust', 'serverAuth', '-addreject', 'serverAuth'], 0],
    [['-addtrust', 'serverAuth', '-setalias', 'a name'], 1],
  ])('%j make it %i anchors for servers', async (flags, anchors) => {
    expect((await auditBytes(trusted(...flags))).anchors).toBe(anchors);
  });

  it('that are none damage the block', async () => {
    const bad = toPem(
      Buffer.concat([ca('X').der, bitString(objectIdentifier('1.2.3')), sequence()]),
      'TRUSTED CERTIFICATE',
    );
    expect(checksOf(await auditBytes(bad))).toContain('damaged_block critical');
  });
});
