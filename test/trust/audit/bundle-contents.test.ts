import { describe, expect, it } from 'vitest';
import { readBundleContents } from '../../../src/trust/audit/bundle-contents.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { createCertificate, toPem } from '../../support/certificate-factory.ts';

const read = (bytes: Buffer | string) => readBundleContents(Buffer.from(bytes), new CertificateReader());
const made = ['One', 'Two', 'Three'].map((subject) => createCertificate({ subject, isAuthority: true }));
const BUNDLE = Buffer.from(made.map(({ pem }) => pem).join(''));

describe('the contents of a bundle', () => {
  it('say where each anchor begins', () => {
    const { anchors, format } = read(BUNDLE);
    expect(format).toBe('pem');
    expect(anchors.map(({ certificate, where }) => `${certificate.subject} ${where}`)).toEqual([
      'CN=One at byte 0',
      `CN=Two at byte ${made[0]?.pem.length}`,
      `CN=Three at byte ${(made[0]?.pem.length ?? 0) + (made[1]?.pem.length ?? 0)}`,
    ]);
  });

  it('survive every cut, and a damaged block hides no other', () => {
    for (let length = 0; length < BUNDLE.length; length += 7) {
      const { anchors, findings } = read(BUNDLE.subarray(0, length));
      expect(anchors.length).toBeLessThanOrEqual(3);
      expect(findings.every(({ detail }) => detail !== '')).toBe(true);
    }
    const broken = Buffer.from(BUNDLE);
    broken[(made[0]?.pem.length ?? 0) + 60] = 0x21;
    expect(read(broken).anchors.map(({ certificate }) => certificate.subject)).toEqual([
      'CN=One',
      'CN=Three',
    ]);
  });

  it('survive every single byte that is another', () => {
    for (let at = 0; at < BUNDLE.length; at += 5) {
      const changed = Buffer.from(BUNDLE);
      changed[at] = (changed[at] ?? 0) ^ 0x15;
      expect(read(changed).anchors.length).toBeGreaterThanOrEqual(1);
    }
  });

  it.each([
    ['TRUSTED CERTIFICATE', Buffer.from('30800000', 'hex')],
    ['CERTIFICATE', Buffer.alloc(0)],
    ['CERTIFICATE', Buffer.from('3084ffffffff', 'hex')],
  ])('of a %s that lies are damaged', (label, der) => {
    expect(read(toPem(der, label)).findings.map(({ check }) => check)).toContain('damaged_block');
  });

  it('of a key under the label of a certificate are not kept', () => {
    const key = made[0]?.key.privateKey.export({ type: 'pkcs8', format: 'der' }) ?? Buffer.alloc(0);
    const { anchors, findings } = read(toPem(key));
    expect(anchors).toEqual([]);
    expect(findings).toMatchObject([
      { check: 'damaged_block', detail: expect.stringContaining('is no certificate') },
    ]);
  });
});
