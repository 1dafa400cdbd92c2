import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { App } from '../src/app.ts';
import type { Config } from '../src/config/config.ts';
import { ConfigError } from '../src/config/config-error.ts';
import { parseConfig } from '../src/config/load.ts';
import { resolveConfig } from '../src/config/resolve.ts';
import { appendRun } from '../src/rotation/record/append-run.ts';
import { createCertificate } from './support/certificate-factory.ts';
import { runOf } from './support/rotation-run.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) writeFileSync(join(folder, name), createCertificate({ subject: name }).pem);
  return folder;
}

const config = (directory: string): Config => ({
  ...resolveConfig(undefined, { directories: [directory], listen: ['127.0.0.1:0'] }),
  log: { level: 'error', format: 'logfmt' },
});

/** An exporter of a folder with one certificate, which finds `next` when it loads its configuration again. */
function exporter(next: () => Config = () => config(folderWith('b.crt'))) {
  const app = new App({ config: config(folderWith('a.crt')), loadConfig: next });
  onTestFinished(() => app.stop());
  const get = async (path: string, method = 'GET') => {
    const response = await fetch(new URL(path, app.urls[0]), { method });
    return { status: response.status, text: await response.text() };
  };
  return { app, get };
}

it('collects what is configured and serves it', async () => {
  const { app, get } = exporter();
  expect(app.urls).toEqual([]);
  await app.start();
  const { sources } = await app.ready;
  expect(sources[0]?.certificates.map(({ certificate }) => certificate.subject)).toEqual(['CN=a.crt']);
  await expect.poll(async () => (await get('-/ready')).status).toBe(200);
  expect((await get('metrics')).text).toContain('subject="CN=a.crt"');
});

it('loads its configuration again, and tells when', async () => {
  const { app, get } = exporter();
  await app.start();
  expect((await get('-/reload', 'POST')).status).toBe(200);
  await expect.poll(async () => (await get('metrics')).text).toContain('subject="CN=b.crt"');
});

it('keeps the old configuration where the new one is refused', async () => {
  const { app, get } = exporter(() => {
    throw new ConfigError('config.yml:1:1: expected something else');
  });
  await app.start();
  await app.ready;
  await expect(app.reload()).rejects.toThrow('expected something else');
  await expect.poll(async () => (await get('metrics')).text).toContain('subject="CN=a.crt"');
  expect((await get('metrics')).text).toContain('tls_cert_exporter_config_last_reload_successful 0');
});

it('waits with a reload that comes during the start', async () => {
  const { app, get } = exporter();
  const started = app.start();
  const reloaded = app.reload();
  await Promise.all([started, reloaded]);
  await expect.poll(async () => (await get('metrics')).text).toContain('subject="CN=b.crt"');
  expect((await get('metrics')).text).not.toContain('subject="CN=a.crt"');
});

it('does one reload after the other', async () => {
  const order: string[] = [];
  const folders = ['b.crt', 'c.crt'].map((name) => config(folderWith(name)));
  const { app, get } = exporter(() => {
    order.push('load');
    return folders[order.length - 1] as Config;
  });
  await app.start();
  await Promise.all([app.reload(), app.reload()]);
  expect(order).toHaveLength(2);
  await expect.poll(async () => (await get('metrics')).text).toContain('subject="CN=c.crt"');
});

it('begins nothing after the end', async () => {
  const { app, get } = exporter();
  await app.start();
  await app.ready;
  const reloaded = app.reload();
  await app.stop();
  await reloaded;
  await expect(get('metrics')).rejects.toThrow('fetch failed');
});

it('shows what came of rotations from the first answer on, and of each only while it is configured', async () => {
  const directory = join(temporaryFolder(), 'rotation');
  const withRotations = (...names: string[]): Config => {
    const list = names.map((name) => ({
      name,
      target: `/etc/${name}.pem`,
      content: { file: '/srv/new.pem' },
    }));
    const file = parseConfig(JSON.stringify({ rotation_directory: directory, rotation: list }), 'config.yml');
    return { ...config(folderWith()), rotation: resolveConfig(file, {}).rotation };
  };
  await appendRun(directory, runOf({ rotation: 'ran', result: 'rolled_back' }));
  const app = new App({ config: withRotations('ran', 'new'), loadConfig: () => withRotations('new') });
  onTestFinished(() => app.stop());
  await app.start();
  const metrics = async (): Promise<string> => (await fetch(new URL('metrics', app.urls[0]))).text();
  const first = await metrics();
  expect(first).toContain('tls_rotation_last_result{rotation="ran",result="rolled_back"} 1');
  expect(first).toContain('tls_rotation_last_result{rotation="new",result="never"} 1');
  await app.reload();
  const second = await metrics();
  expect(second).toContain('tls_rotation_last_result{rotation="new",result="never"} 1');
  expect(second).not.toContain('rotation="ran"');
});
