import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Runtime } from '../../../src/model/trust.ts';
import { createHostFiles } from '../../../src/trust/host/host-files.ts';
import { openssl } from '../../support/run-openssl.ts';
import { writeKeystores } from '../../support/trust-laboratory/bundles.ts';
import { cannotAsk } from '../../support/trust-laboratory/clients.ts';
import { type Experiment, type Laboratory, laboratory } from '../../support/trust-laboratory/laboratory.ts';

/** What every program finds its roots in on Debian; here another folder is mounted over it, for one program alone. */
const CERTIFICATES = '/etc/ssl/certs';

const RUNTIMES: readonly Runtime[] = [
  'openssl',
  'curl',
  'wget',
  'git',
  'python',
  'requests',
  'ruby',
  'go',
  'java',
  'node',
];
const ASKED = RUNTIMES.filter((runtime) => !cannotAsk(runtime));

/** Mounting needs rights that not everybody has; CI does. */
const CAN_MOUNT =
  process.env['CI'] !== undefined || spawnSync('unshare', ['-m', 'true'], { stdio: 'ignore' }).status === 0;
if (!CAN_MOUNT) process.stderr.write('\nSKIPPED: tests that mount, which needs to be root.\n\n');

// Dozens of programs are started one after the other; nothing depends on how fast.
vi.setConfig({ testTimeout: 120_000 });

let open: Laboratory;
let keystore: string | undefined;
beforeAll(async () => {
  open = await laboratory();
  if (ASKED.includes('java')) keystore = writeKeystores(open.folder, open.roots).get('JKS');
});
afterAll(() => open[Symbol.asyncDispose]());

/** A folder as update-ca-certificates leaves it, with one root. */
function distribution(name: string, bundle: string | undefined): string {
  const { wanted } = open.roots;
  const folder = join(open.folder, name);
  mkdirSync(join(folder, 'java'), { recursive: true });
  if (bundle !== undefined) writeFileSync(join(folder, 'ca-certificates.crt'), bundle);
  writeFileSync(join(folder, 'Wanted_Root.pem'), wanted.pem);
  const hash = openssl(['x509', '-noout', '-subject_hash'], wanted.pem).toString().trim();
  symlinkSync('Wanted_Root.pem', join(folder, `${hash}.0`));
  if (keystore !== undefined) cpSync(keystore, join(folder, 'java/cacerts'));
  return folder;
}

/** The same question to every program, with `folder` where the distribution has its roots, and nothing else said. */
function everybody(folder: string): Experiment[] {
  const script = 'mount --bind "$0" /etc/ssl/certs && exec "$@"';
  const host = createHostFiles({
    root: '/',
    locate: (path) =>
      `${path}/`.startsWith(`${CERTIFICATES}/`)
        ? folder + path.slice(CERTIFICATES.length)
        : located(path, folder),
  });
  return ASKED.map((runtime) => ({
    name: runtime,
    runtime,
    environment: {},
    wrapper: ['unshare', '-m', 'sh', '-c', script, folder],
    host,
  }));
}

/** Debian's links into the folder, which the kernel would follow to the wrong one. */
function located(path: string, folder: string): string {
  if (path === '/usr/lib/ssl/cert.pem') return `${folder}/ca-certificates.crt`;
  if (path.startsWith('/usr/lib/ssl/certs')) return folder + path.slice('/usr/lib/ssl/certs'.length);
  return path.endsWith('/lib/security/cacerts') ? `${folder}/java/cacerts` : path;
}

async function hold(folder: string): Promise<Readonly<Record<string, string>>> {
  const { modelled, seen, said } = await open.run(everybody(folder));
  expect(modelled, JSON.stringify(said, undefined, 1)).toEqual(seen);
  return seen;
}

const all = (verdict: string, but: Partial<Record<Runtime, string>>): Record<string, string> =>
  Object.fromEntries(ASKED.map((runtime) => [runtime, but[runtime] ?? verdict]));

it.runIf(CAN_MOUNT)('all but Node.js trust a root that the distribution has', async () => {
  expect(await hold(distribution('whole', open.roots.wanted.pem))).toEqual(
    all('trusts', { node: 'does not' }),
  );
});

it.runIf(CAN_MOUNT)('who still finds a root when the bundle has gone stale', async () => {
  const seen = await hold(distribution('stale', open.roots.before.pem));
  expect(seen).toEqual(all('trusts', { node: 'does not', wget: 'does not', requests: 'does not' }));
});

it.runIf(CAN_MOUNT)('who still finds a root when the bundle is damaged', async () => {
  const { wanted, before } = open.roots;
  const damaged = wanted.pem + before.pem.slice(0, 200);
  const seen = await hold(distribution('damaged', damaged));
  expect(seen).toEqual(all('trusts', { node: 'does not', curl: 'does not', requests: 'does not' }));
});

it.runIf(CAN_MOUNT)('who still finds a root when there is no bundle', async () => {
  const seen = await hold(distribution('none', undefined));
  expect(seen).toEqual(all('trusts', { node: 'does not', curl: 'does not', requests: 'does not' }));
});

it.runIf(CAN_MOUNT)('nobody finds a root that is nowhere', async () => {
  const folder = distribution('empty', '');
  for (const name of ['Wanted_Root.pem', 'java/cacerts']) rmSync(join(folder, name), { force: true });
  expect(await hold(folder)).toEqual(all('does not', {}));
});
