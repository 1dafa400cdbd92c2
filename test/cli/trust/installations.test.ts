import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { trustOnce } from '../../../src/app/trust-once.ts';
import { run } from '../../../src/cli/run.ts';
import { resolveTrust } from '../../../src/config/trust-settings.ts';
import { renderFresh } from '../../../src/metrics/exposition.ts';
import { createCertificate } from '../../support/certificate-factory.ts';
import { programMissing, runProgram } from '../../support/programs.ts';
import { recordedTerminal } from '../../support/recorded-terminal.ts';
import { rootTree, type TreeEntry } from '../../support/root-tree.ts';
import { snapshotOf } from '../../support/snapshot.ts';
import { APP_PYTHON, DEBIAN_PYTHON, PYTHON_HOST } from '../../support/trust-laboratory/python-host.ts';

const ca = (subject: string): string => createCertificate({ subject, isAuthority: true }).pem;
const [ONE, TWO, THREE] = [ca('One'), ca('Two'), ca('Three')];

const STORES = { 'java-17': [ONE], 'java-25': [ONE, TWO, THREE] };

/** A host with two JDKs, a Python with a virtual environment, and roots that are not the same for any of them. */
function severalInstallations(): string {
  const tree: Record<string, TreeEntry> = {
    ...PYTHON_HOST,
    '/opt/app/lib/python3.11/site-packages/certifi/cacert.pem': ONE + TWO + THREE,
    '/etc/ssl/certs/ca-certificates.crt': ONE + TWO,
  };
  const root = rootTree(tree);
  for (const [name, roots] of Object.entries(STORES)) {
    const home = join(root, 'usr/lib/jvm', name);
    for (const folder of ['bin', 'lib/security']) mkdirSync(join(home, folder), { recursive: true });
    writeFileSync(join(home, 'bin/java'), '');
    for (const [index, pem] of roots.entries()) {
      const store = ['-storetype', 'JKS', '-keystore', join(home, 'lib/security/cacerts')];
      const given = ['-noprompt', '-alias', String(index), '-storepass', 'changeit', ...store];
      expect(runProgram('keytool', ['-importcert', ...given], pem).status).toBe(0);
    }
  }
  return root;
}

describe.skipIf(programMissing('keytool'))('several installations of one runtime', () => {
  it('are told apart in the command and in the metrics, of another root too', async () => {
    const root = severalInstallations();
    const terminal = recordedTerminal();
    await run(['trust', '--root', root, '--output=json'], terminal);
    const { runtimes } = JSON.parse(terminal.out()) as {
      runtimes: { runtime: string; installation: string; path: string; anchors: number }[];
    };
    const of = (name: string) =>
      runtimes
        .filter(({ runtime }) => runtime === name)
        .map(({ installation, path, anchors }) => [installation, path, anchors]);
    expect(of('java')).toEqual([
      ['/usr/lib/jvm/java-17', '/usr/lib/jvm/java-17/lib/security/cacerts', 1],
      ['/usr/lib/jvm/java-25', '/usr/lib/jvm/java-25/lib/security/cacerts', 3],
    ]);
    expect(of('requests')).toEqual([
      [DEBIAN_PYTHON, '/etc/ssl/certs/ca-certificates.crt', 2],
      [APP_PYTHON, '/opt/app/lib/python3.11/site-packages/certifi/cacert.pem', 3],
    ]);

    const trust = await trustOnce({ settings: resolveTrust(undefined), root, environment: {} });
    const text = renderFresh({ ...snapshotOf(), trust }, 'text');
    for (const series of [
      'tls_trust_runtime_anchors{runtime="java",installation="/usr/lib/jvm/java-17"} 1',
      'tls_trust_runtime_anchors{runtime="java",installation="/usr/lib/jvm/java-25"} 3',
      `tls_trust_runtime_anchors{runtime="requests",installation="${DEBIAN_PYTHON}"} 2`,
      `tls_trust_runtime_anchors{runtime="requests",installation="${APP_PYTHON}"} 3`,
    ]) {
      expect(text).toContain(`${series}\n`);
    }
  }, 60_000);
});
