import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { Collecting } from '../../src/app/collecting.ts';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';
import { InventoryStore } from '../../src/inventory/store.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { writtenKubeconfig } from '../support/kubernetes/written-kubeconfig.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function begun() {
  const { log, lines } = recordedLog();
  const store = new InventoryStore([]);
  const collecting = new Collecting(store, log);
  onTestFinished(() => collecting.stop());
  const ready = () => vi.waitFor(() => expect(store.current.ready).toBe(true), { timeout: 20_000 });
  return { store, collecting, ready, lines };
}

function folderWithOne(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'a.crt'), createCertificate({ subject: 'a' }).pem);
  return folder;
}

const config = (...directories: string[]) => resolveConfig(undefined, { directories });

it('collects every source at once and says so', async () => {
  const { store, collecting, ready, lines } = begun();
  await collecting.use(config(folderWithOne()));
  await ready();
  expect(store.current.sources).toMatchObject([
    { source: 'flags', lastCollection: { up: true }, certificates: [{ certificate: { subject: 'CN=a' } }] },
  ]);
  expect(lines.map(({ msg }) => msg)).toContain('First collection complete');
});

it('leaves a source alone that is configured as before', async () => {
  const { store, collecting, ready } = begun();
  const folder = folderWithOne();
  await collecting.use(config(folder));
  await ready();
  const before = store.state('flags');
  await collecting.use(config(folder));
  expect(store.state('flags')?.certificates).toBe(before?.certificates);
});

it('starts one anew that is configured differently, and keeps its series until it has been collected', async () => {
  const { store, collecting, ready } = begun();
  await collecting.use(config(folderWithOne()));
  await ready();
  await collecting.use(config(folderWithOne(), '/nowhere'));
  expect(store.state('flags')?.certificates).toHaveLength(1);
  await vi.waitFor(() => expect(store.state('flags')?.problems).toMatchObject([{ reason: 'not_found' }]), {
    timeout: 20_000,
  });
});

it('forgets a source that is gone', async () => {
  const { store, collecting, ready } = begun();
  await collecting.use(config(folderWithOne()));
  await ready();
  await collecting.use({ ...config(), sources: [] });
  expect(store.current.sources).toEqual([]);
});

it('begins nothing any more once it has been stopped, also where that comes in the middle of a reload', async () => {
  const { store, collecting, ready } = begun();
  await collecting.use(config(folderWithOne()));
  await ready();
  const renamed = config(folderWithOne());
  const other = { ...renamed, sources: renamed.sources.map((source) => ({ ...source, name: 'other' })) };
  const reloading = collecting.use(other);
  await Promise.all([collecting.stop(), reloading]);
  await collecting.use(other);
  expect(store.current.sources.map(({ source }) => source)).toEqual(['flags']);
});

it('warns of a cluster whose certificate nobody checks', async () => {
  const { collecting, ready, lines } = begun();
  const kubeconfig = writtenKubeconfig(
    {},
    { server: 'https://127.0.0.1:1', 'insecure-skip-tls-verify': true },
  );
  const sources = [{ name: 'c', type: 'kubernetes', kubeconfig }];
  const file = parseConfig(JSON.stringify({ sources }), 'test.yml');
  await collecting.use(resolveConfig(file, {}));
  await ready();
  expect(lines[0]).toMatchObject({
    level: 'warn',
    source: 'c',
    msg: expect.stringContaining('The certificate of https://127.0.0.1:1 is not verified'),
  });
});
