import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { readBundleContents } from '../../../src/trust/audit/bundle-contents.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { auditTree, checksOf } from '../../support/audit.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { sequence } from '../../support/der-writer.ts';
import {
  bag,
  certificateBag,
  encryptedContent,
  pbes2,
  pfx,
  plainContent,
  trustAttribute,
} from '../../support/pfx-writer.ts';
import { programMissing } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

/** Tools in Java take seconds to start, and many of them where the machine is busy. */
vi.setConfig({ testTimeout: 180_000 });

const noKeytool = programMissing('keytool');

/** A keystore as Java writes it, with a trusted certificate for each name, and a key where one is asked for. */
function keystore(
  names: readonly string[],
  withKey = false,
  type = 'JKS',
): { bytes: Buffer; pems: string[] } {
  const folder = temporaryFolder();
  const access = ['-storetype', type, '-storepass', 'changeit', '-noprompt'];
  const store = ['-keystore', join(folder, 'store'), ...access];
  const pems = names.map((subject) => createCertificate({ subject, isAuthority: true }).pem);
  for (const [index, pem] of pems.entries()) {
    writeFileSync(join(folder, 'a.pem'), pem);
    keytool('-importcert', '-alias', `ca${index}`, '-file', join(folder, 'a.pem'), ...store);
  }
  if (withKey) keytool('-genkeypair', '-alias', 'key', '-keyalg', 'EC', '-dname', 'CN=own', ...store);
  return { bytes: readFileSync(join(folder, 'store')), pems };
}

const keytool = (...args: string[]): void => {
  execFileSync('keytool', args, { stdio: ['ignore', 'pipe', 'pipe'] });
};
const read = (bytes: Buffer) => readBundleContents(bytes, new CertificateReader());

describe.skipIf(noKeytool)('a Java keystore', () => {
  it('has the certificates that keytool has put in, and none of its keys is touched', () => {
    const { bytes } = keystore(['One', 'Two'], true);
    const { anchors, findings, holdsKey, format } = read(bytes);
    expect(anchors.map(({ certificate }) => certificate.subject).sort()).toEqual(['CN=One', 'CN=Two']);
    expect(findings).toMatchObject([{ check: 'private_key', level: 'critical' }]);
    expect({ holdsKey, format }).toEqual({ holdsKey: true, format: 'java' });
  });

  it('that is cut off anywhere is damaged, and never throws', () => {
    const { bytes } = keystore(['One']);
    for (let length = 12; length < bytes.length; length += 37) {
      expect(read(bytes.subarray(0, length)).findings).toMatchObject([{ check: 'damaged_block' }]);
    }
  });

  it('that lacks anchors of the bundle is behind it', async () => {
    const { bytes, pems } = keystore(['One', 'Two']);
    const newer = createCertificate({ subject: 'Three', isAuthority: true }).pem;
    const tree = {
      '/etc/ssl/certs/ca-certificates.crt': pems.join(''),
      '/etc/ssl/certs/java/cacerts': bytes,
    };
    const same = await auditTree(tree);
    expect(same.bundles.map(({ path }) => path)).toEqual([...Object.keys(tree), '/etc/ssl/certs']);
    expect(same.bundles.flatMap(checksOf)).toEqual([]);
    const behind = await auditTree({
      ...tree,
      '/etc/ssl/certs/ca-certificates.crt': `${pems.join('')}${newer}`,
    });
    expect(behind.bundles.map(checksOf)).toEqual([[], ['java_store_behind medium'], []]);
  });
});

describe('PKCS #12', () => {
  const der = createCertificate({ subject: 'One', isAuthority: true }).der;
  const trusted = certificateBag(der, 'one', trustAttribute());

  it('is audited like any bundle', () => {
    const { anchors, findings, format, holdsKey } = read(pfx([plainContent([trusted])]));
    expect(anchors.map(({ certificate }) => certificate.subject)).toEqual(['CN=One']);
    expect({ findings, format, holdsKey }).toEqual({ findings: [], format: 'java', holdsKey: false });
  });

  it('has other certificates and keys told', () => {
    const bags = [trusted, certificateBag(der, 'two'), bag(1, sequence())];
    const { anchors, findings, holdsKey } = read(pfx([plainContent(bags)]));
    expect(anchors).toHaveLength(1);
    expect(findings.map(({ check }) => check)).toEqual(['other_object', 'private_key']);
    expect(holdsKey).toBe(true);
  });

  it('that no usual passphrase opens says so, and one that asks for too much work is given up', () => {
    for (const rounds of [1000, 4_000_000, 2_000_000_000]) {
      const { anchors, findings } = read(pfx([encryptedContent(pbes2(rounds), Buffer.alloc(32))]));
      expect(anchors).toEqual([]);
      expect(findings).toMatchObject([{ check: 'unsupported_format', level: 'medium' }]);
    }
  });

  it.skipIf(noKeytool)('that keytool makes with the usual passphrase is opened', () => {
    const { bytes } = keystore(['One', 'Two'], false, 'PKCS12');
    const { anchors, findings } = read(bytes);
    expect(anchors.map(({ certificate }) => certificate.subject).sort()).toEqual(['CN=One', 'CN=Two']);
    expect(findings).toEqual([]);
  });
});

describe('a keystore with a lie', () => {
  it('is read in a moment', () => {
    const lie = Buffer.alloc(64, 0xff);
    Buffer.from('feedfeed00000002ffffffff', 'hex').copy(lie);
    expect(read(lie).findings).toMatchObject([
      { check: 'damaged_block', detail: expect.stringContaining('no kind') },
    ]);
  });
});
