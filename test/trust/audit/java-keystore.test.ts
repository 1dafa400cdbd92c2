import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readBundleContents } from '../../../src/trust/audit/bundle-contents.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { auditTree, checksOf } from '../../support/audit.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { programMissing } from '../../support/programs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const noKeytool = programMissing('keytool');
const STORE = ['-storetype', 'JKS', '-storepass', 'changeit', '-noprompt'];

/** A keystore as Java writes it, with a trusted certificate for each name, and a key where one is asked for. */
function keystore(names: readonly string[], withKey = false): { bytes: Buffer; pems: string[] } {
  const folder = temporaryFolder();
  const store = ['-keystore', join(folder, 'store'), ...STORE];
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

describe('a keystore with a lie', () => {
  it('is read in a moment', () => {
    const lie = Buffer.alloc(64, 0xff);
    Buffer.from('feedfeed00000002ffffffff', 'hex').copy(lie);
    expect(read(lie).findings).toMatchObject([
      { check: 'damaged_block', detail: expect.stringContaining('no kind') },
    ]);
  });
});
