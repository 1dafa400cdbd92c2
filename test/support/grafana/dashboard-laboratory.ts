import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ApiServer } from '../kubernetes/api-server.ts';
import { tlsServer } from '../tls-servers.ts';
import { type DashboardInputs, ODD_SOURCE, writeInputs } from './dashboard-inputs.ts';
import { exporting } from './exporting.ts';
import { scrapingPrometheus } from './scraping-prometheus.ts';

/** A real Prometheus that scrapes real exporters every second, which see something of everything. */
export interface DashboardLaboratory extends AsyncDisposable {
  /** The address of Prometheus. */
  readonly url: string;
  /** Renews a certificate, and the roots of a process that runs. */
  readonly renew: () => void;
}

/** Nothing listens here, and no program of a test ever will. */
const NOBODY = '127.0.0.1:1';

/** @param cluster whose objects are looked at as well */
export async function dashboardLaboratory(cluster: ApiServer | undefined): Promise<DashboardLaboratory> {
  await using stack = new AsyncDisposableStack();
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-dashboard-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const inputs = writeInputs(folder);
  const sources = [
    { name: ODD_SOURCE, type: 'files', directories: [join(folder, 'pki')] },
    ...(cluster === undefined ? [] : [clusterSource(cluster)]),
  ];
  const main = await exporting(stack, {
    scan: { interval: '1s' },
    sources,
    handshake: await handshakes(stack, inputs, folder),
    rotation_directory: inputs.rotationDirectory,
    rotation: ['fine', 'failing'].map((name) => ({
      name,
      target: join(folder, `${name}.pem`),
      content: { file: inputs.rootsFile },
    })),
  });
  startProcess(stack, inputs);
  const [left, right] = ['/etc/pki/one.pem', '/etc/pki/other.pem'];
  const host = await exporting(stack, {
    root: inputs.host,
    sources: [],
    trust: { interval: '1s', bundles: [left, right], drift: [{ left, right }] },
  });
  const url = await scrapingPrometheus(stack, { folder, targets: [main, host, NOBODY], interval: '1s' });
  const kept = stack.move();
  return { url, renew: inputs.renew, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** Targets that succeed, that serve what is not stored, whose certificate has expired, and that nobody serves. */
async function handshakes(
  stack: AsyncDisposableStack,
  inputs: DashboardInputs,
  folder: string,
): Promise<object> {
  const { good, expired, rootsFile } = inputs;
  const serve = async (cert: string, key: string): Promise<number> =>
    stack.use(await tlsServer({ cert, key })).port;
  const { leaf, intermediate, root } = good;
  const fine = await serve(leaf.pem + intermediate.pem, leaf.privateKeyPem);
  const withRoot = await serve(leaf.pem + intermediate.pem + root.pem, leaf.privateKeyPem);
  const old = await serve(expired.leaf.pem + expired.intermediate.pem, expired.leaf.privateKeyPem);
  return {
    interval: '1s',
    modules: { default: { ca_file: rootsFile }, everywhere: { ca_file: rootsFile, ip: 'all' } },
    targets: [
      { target: `127.0.0.1:${fine}`, stored: join(folder, 'pki/good.pem') },
      { target: `127.0.0.1:${withRoot}`, stored: join(folder, 'pki/other.pem') },
      { target: `127.0.0.1:${fine}`, module: 'everywhere' },
      { target: `127.0.0.1:${old}` },
      { target: `127.0.0.1:${old}`, module: 'everywhere', stored: join(folder, 'pki/good.pem') },
      { target: NOBODY },
    ],
  };
}

/** A real process that loads roots once; on the host that is looked at it is the only one. */
function startProcess(stack: AsyncDisposableStack, { host, extraRoots }: DashboardInputs): void {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1_000_000)'], {
    env: { NODE_EXTRA_CA_CERTS: extraRoots },
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  stack.defer(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  mkdirSync(join(host, 'proc'));
  for (const name of ['stat', String(child.pid)]) symlinkSync(`/proc/${name}`, join(host, 'proc', name));
}

function clusterSource(cluster: ApiServer): object {
  const kubeconfig = cluster.kubeconfig({ token: cluster.files.adminToken });
  const objects = [{ kind: 'secrets' }, { kind: 'certificates.cert-manager.io' }];
  return { name: 'cluster', type: 'kubernetes', kubeconfig, objects, object_labels: ['team'] };
}
