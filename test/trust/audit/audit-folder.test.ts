import { execFileSync } from 'node:child_process';
import { readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditedBundle } from '../../../src/model/trust-audit.ts';
import { auditHost } from '../../../src/trust/audit/audit-host.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { AUDIT_NOW, auditTree, checksOf } from '../../support/audit.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { newKey } from '../../support/certificate-keys.ts';
import { rootTree } from '../../support/root-tree.ts';

const ca = (subject: string, more = {}) =>
  createCertificate({ subject, isAuthority: true, key: newKey('ec-p256'), ...more }).pem;

/** A folder of three roots, two of them of one name, with the links that openssl makes. */
function rehashed(): { root: string; folder: string } {
  const root = rootTree({
    '/certs/a.pem': ca('Twin'),
    '/certs/b.crt': ca('Twin'),
    '/certs/c.pem': ca('Other ROOT'),
  });
  const folder = join(root, 'certs');
  execFileSync('openssl', ['rehash', folder]);
  return { root, folder };
}

async function audit(root: string): Promise<AuditedBundle> {
  const reader = new CertificateReader();
  const { bundles } = await auditHost({ root, now: AUDIT_NOW, reader, bundles: ['/certs'] });
  return bundles[0] as AuditedBundle;
}

const linksIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => /\.\d$/.test(name))
    .sort();

describe('a folder with hash links', () => {
  it('as openssl makes them raises nothing', async () => {
    const { root, folder } = rehashed();
    expect(linksIn(folder)).toHaveLength(3);
    expect(await audit(root)).toMatchObject({ path: '/certs', sha256: undefined, anchors: 3, findings: [] });
  });

  it('tells an anchor that no link leads to', async () => {
    const { root, folder } = rehashed();
    writeFileSync(join(folder, 'new.pem'), ca('New'), { mode: 0o644 });
    const { findings } = await audit(root);
    expect(findings).toMatchObject([{ check: 'link_missing', level: 'medium', subject: 'CN=New' }]);
  });

  it('tells a link that leads nowhere', async () => {
    const { root, folder } = rehashed();
    rmSync(join(folder, 'c.pem'));
    const { findings } = await audit(root);
    expect(findings).toMatchObject([
      { check: 'link_dangling', detail: expect.stringContaining('can be read') },
    ]);
  });

  it('tells a gap, behind which OpenSSL never looks', async () => {
    const { root, folder } = rehashed();
    const first = linksIn(folder).find((name) => linksIn(folder).includes(name.replace('.0', '.1'))) ?? '';
    renameSync(join(folder, first), join(folder, first.replace('.0', '.2')));
    expect(checksOf(await audit(root))).toEqual(['link_gap medium', 'link_gap medium']);
  });

  it('tells a link to a certificate of another name', async () => {
    const { root, folder } = rehashed();
    symlinkSync('c.pem', join(folder, '01234567.0'));
    expect(checksOf(await audit(root))).toEqual(['link_stale medium']);
  });

  it('takes links by the hash of OpenSSL before 1.0 as good', async () => {
    const { root, folder } = rehashed();
    execFileSync('openssl', ['rehash', '-compat', folder]);
    expect(linksIn(folder).length).toBeGreaterThan(3);
    expect(checksOf(await audit(root))).toEqual([]);
  });
});

describe('a folder', () => {
  it('without hash links is not told that they are missing', async () => {
    expect(checksOf(await audit(rootTree({ '/certs/a.pem': ca('A') })))).toEqual([]);
  });

  it('tells what is damaged or secret in one of its files, once, and passes over the rest', async () => {
    const careless = createCertificate({ subject: 'Careless', isAuthority: true });
    const root = rootTree({
      '/certs/a.pem': careless.pem + careless.privateKeyPem,
      '/certs/b.pem': ca('B').slice(0, 200),
      '/certs/README': 'text',
      '/certs/sub/d.pem': ca('D'),
      '/certs/link.pem': { link: 'a.pem' },
    });
    const bundle = await audit(root);
    expect(bundle.anchors).toBe(1);
    expect(checksOf(bundle)).toEqual(['private_key critical', 'damaged_block high']);
    expect(bundle.findings[0]?.detail).toMatch(/^a\.pem: a private key/);
  });

  it('tells of anchors only what no bundle file tells', async () => {
    const [old, other] = [ca('Old', { notAfter: AUDIT_NOW - 1 }), ca('Old 2', { notAfter: AUDIT_NOW - 1 })];
    const { bundles } = await auditTree({
      '/etc/ssl/certs/ca-certificates.crt': old + ca('Good'),
      '/etc/ssl/certs/old.pem': old,
      '/etc/ssl/certs/other.pem': other,
    });
    expect(bundles.map(({ path }) => path)).toEqual(['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs']);
    expect(bundles[1]?.findings).toMatchObject([{ check: 'expired', subject: 'CN=Old 2' }]);
  });

  it('of the distribution that holds no anchors is left out', async () => {
    expect((await auditTree({ '/etc/ssl/certs/README': 'text' })).bundles).toEqual([]);
  });
});
