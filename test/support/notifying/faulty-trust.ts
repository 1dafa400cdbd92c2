import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { startExporter } from '../bundle.ts';
import { createCertificate } from '../certificate-factory.ts';
import type { ListeningProcess } from '../listening-process.ts';
import { rootTree } from '../root-tree.ts';
import { temporaryFile } from '../temporary-file.ts';

const DAY = 86_400;
const now = Math.floor(Date.now() / 1000);
const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

const root = (subject: string, left = 1000): string =>
  createCertificate({ subject, notBefore: now - 1000 * DAY, notAfter: now + left * DAY, isAuthority: true })
    .pem;

export interface FaultyTrust {
  readonly exporter: ListeningProcess;
  /** Makes what the host trusts as it should be. */
  readonly mend: () => void;
}

async function trustOf(tree: string, trust: object): Promise<ListeningProcess> {
  const config = stringify({ root: tree, sources: [], trust: { interval: '1s', ...trust } });
  return startExporter([`--config.file=${temporaryFile('config.yml', config)}`]);
}

/** A host whose bundle is damaged, with two bundles that differ and one with an expired root. */
export async function damagedTrust(): Promise<FaultyTrust> {
  const whole = root('One') + root('Two');
  const tree = rootTree({
    [BUNDLE]: whole + root('Three').slice(0, 100),
    '/opt/left.pem': whole,
    '/opt/right.pem': root('One'),
    '/opt/expired.pem': root('One') + root('Expired', -10),
  });
  const exporter = await trustOf(tree, {
    bundles: ['/opt/expired.pem'],
    drift: [{ left: '/opt/left.pem', right: '/opt/right.pem' }],
  });
  const mend = (): void => {
    for (const path of [BUNDLE, '/opt/left.pem', '/opt/right.pem', '/opt/expired.pem']) {
      writeFileSync(join(tree, path), whole);
    }
  };
  return { exporter, mend };
}

/** A host that trusts nobody. */
export async function noTrust(): Promise<FaultyTrust> {
  const tree = rootTree({ '/etc/hostname': 'bare', '/etc/ssl/certs/README': 'nothing here' });
  const exporter = await trustOf(tree, {});
  return { exporter, mend: () => writeFileSync(join(tree, BUNDLE), root('One')) };
}
