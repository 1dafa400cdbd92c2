import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unitOf } from '../../../src/trust/processes/unit-of.ts';
import { startExporter, UNPRIVILEGED } from '../bundle.ts';
import { later } from '../later.ts';
import type { ListeningProcess } from '../listening-process.ts';
import { type LongRunning, sleepersOf, startLongRunning } from '../long-running.ts';
import { rootTree } from '../root-tree.ts';
import { temporaryFile } from '../temporary-file.ts';
import { agedRoot } from './aged.ts';

const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
const PACKAGED = '/usr/share/ca-certificates/mozilla';

export interface StaleHost {
  readonly exporter: ListeningProcess;
  /** What has to be restarted, as the alert calls it. */
  readonly service: string;
  /** Restarts it, and updates the distribution's roots. */
  readonly mend: () => Promise<void>;
}

/**
 * A host on which a program runs that was started before its bundle changed, and of whose distribution one root has
 * expired, which is nobody's affair. Of the processes of this machine the host has that one alone, because what other
 * tests start meanwhile may well be stale too.
 */
export async function staleHost(): Promise<StaleHost> {
  const [own, good, expired] = [agedRoot('Own'), agedRoot('Good Vendor Root'), agedRoot('Vendor Root', -10)];
  const tree = rootTree({
    [BUNDLE]: good + expired,
    [`${PACKAGED}/Good.crt`]: good,
    [`${PACKAGED}/Expired.crt`]: expired,
    '/opt/app/roots.pem': own,
    '/proc/stat': { link: '/proc/stat' },
  });
  const bundle = join(tree, 'opt/app/roots.pem');
  const [program, ...args] = sleepersOf().node;
  const start = async (): Promise<LongRunning> => {
    const running = await startLongRunning(program, args, { NODE_EXTRA_CA_CERTS: bundle }, UNPRIVILEGED);
    symlinkSync(`/proc/${running.pid}`, join(tree, `proc/${running.pid}`));
    return running;
  };
  const early = await start();
  await later();
  writeFileSync(bundle, own + agedRoot('Another'));
  const config = {
    root: tree,
    sources: [{ name: 'distribution', type: 'files', include: [`${PACKAGED}/*.crt`] }],
    scan: { interval: '1s' },
    trust: { interval: '1s' },
  };
  const exporter = await startExporter([
    `--config.file=${temporaryFile('config.yml', JSON.stringify(config))}`,
  ]);
  const unit = unitOf(readFileSync(`/proc/${early.pid}/cgroup`, 'utf8'));
  const mend = async (): Promise<void> => {
    await early.end();
    await start();
    writeFileSync(join(tree, PACKAGED, 'Expired.crt'), good);
    writeFileSync(join(tree, BUNDLE), good);
  };
  return { exporter, service: unit === '' ? 'node' : unit, mend };
}
