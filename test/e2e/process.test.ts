import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { builtBundle, startExporter } from '../support/bundle.ts';
import type { ListeningProcess } from '../support/listening-process.ts';
import { makeCertificate } from '../support/openssl.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** How long a change may take to be seen on a machine with much else to do; it is seen within a second or two. */
const PATIENCE = { timeout: 60_000, interval: 50 };

let folder: string;

beforeEach(() => {
  folder = temporaryFolder();
});

const write = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Scans `folder` often, so that a change is seen within a second. */
const watchFolder = async (): Promise<ListeningProcess> =>
  startExporter([`--certificates-dir=${folder}`, '--scan.interval=1s']);

const scrape = async ({ url }: ListeningProcess): Promise<string> =>
  fetch(`${url}/metrics`).then((response) => response.text());

/** Scrapes until the exposition has a line that matches; the line. */
const line = async (exporter: ListeningProcess, pattern: RegExp): Promise<string> =>
  vi.waitFor(async () => {
    const found = (await scrape(exporter)).split('\n').find((each) => pattern.test(each));
    expect(found, `no line like ${String(pattern)}`).toBeDefined();
    return found as string;
  }, PATIENCE);

/** Scrapes until no line matches. */
const noLine = async (exporter: ListeningProcess, pattern: RegExp): Promise<void> =>
  vi.waitFor(async () => expect(await scrape(exporter)).not.toMatch(pattern), PATIENCE);

const value = (sample: string): number => Number(sample.slice(sample.lastIndexOf(' ') + 1));

describe('a change under its feet', { timeout: 120_000 }, () => {
  it('a renewed certificate renamed into place keeps its series', async () => {
    write('www.crt', makeCertificate('www.example.com', 10).certificate);
    const exporter = await watchFolder();
    const series = /^tls_cert_not_after_timestamp_seconds\{.*www\.crt/;
    const before = await line(exporter, series);
    write('.renewed', makeCertificate('www.example.com', 90).certificate);
    renameSync(join(folder, '.renewed'), join(folder, 'www.crt'));
    const after = await vi.waitFor(async () => {
      const now = await line(exporter, series);
      expect(value(now)).toBeGreaterThan(value(before));
      return now;
    }, PATIENCE);
    expect(value(after) - value(before)).toBeGreaterThan(79 * 86_400);
    expect(after.slice(0, after.indexOf('}'))).toBe(before.slice(0, before.indexOf('}')));
  });

  it('the ..data link of a Kubernetes volume is swapped', async () => {
    for (const [version, days] of [
      ['..1', 10],
      ['..2', 90],
    ] as const) {
      mkdirSync(join(folder, version));
      write(`${version}/tls.crt`, makeCertificate('pod.example.com', days).certificate);
    }
    symlinkSync('..1', join(folder, '..data'));
    symlinkSync('..data/tls.crt', join(folder, 'tls.crt'));
    const exporter = await watchFolder();
    const series = /^tls_cert_not_after_timestamp_seconds\{.*tls\.crt/;
    const before = value(await line(exporter, series));
    expect((await scrape(exporter)).match(/^tls_cert_not_after_timestamp_seconds\{/gm)).toHaveLength(1);
    symlinkSync('..2', join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
    await vi.waitFor(
      async () => expect(value(await line(exporter, series))).toBeGreaterThan(before + 79 * 86_400),
      PATIENCE,
    );
  });

  it('a deleted certificate vanishes', async () => {
    write('www.crt', makeCertificate('www.example.com', 10).certificate);
    const exporter = await watchFolder();
    await line(exporter, /^tls_cert_not_after_timestamp_seconds\{.*www\.crt/);
    rmSync(join(folder, 'www.crt'));
    await noLine(exporter, /www\.crt/);
  });

  it('a certificate that may not be read any more becomes a problem, and comes back', async () => {
    const path = write('www.crt', makeCertificate('www.example.com', 10).certificate);
    const exporter = await watchFolder();
    await line(exporter, /^tls_cert_not_after_timestamp_seconds\{.*www\.crt/);
    chmodSync(path, 0o000);
    await line(exporter, /^tls_cert_problem\{.*www\.crt.*permission_denied.* 1$/);
    await noLine(exporter, /^tls_cert_not_after_timestamp_seconds\{.*www\.crt/m);
    chmodSync(path, 0o644);
    await line(exporter, /^tls_cert_not_after_timestamp_seconds\{.*www\.crt/);
    await noLine(exporter, /^tls_cert_problem\{/m);
  });
});

describe('reload', { timeout: 120_000 }, () => {
  const config = (glob: string): string =>
    `scan: { interval: 1s }\nsources: [{ name: mine, type: files, include: ["${folder}/${glob}"] }]\n`;

  it.each([
    ['SIGHUP', ({ pid }: ListeningProcess) => void process.kill(pid, 'SIGHUP')],
    ['POST', async ({ url }: ListeningProcess) => void (await fetch(`${url}/-/reload`, { method: 'POST' }))],
    ['PUT', async ({ url }: ListeningProcess) => void (await fetch(`${url}/-/reload`, { method: 'PUT' }))],
  ])('by %s loads the configuration again, and refuses a bad one', async (_, reload) => {
    write('one.crt', makeCertificate('one.example.com', 10).certificate);
    write('two.crt', makeCertificate('two.example.com', 10).certificate);
    const file = write('config.yml', config('one.crt'));
    const exporter = await startExporter([`--config.file=${file}`]);
    await line(exporter, /^tls_cert_not_after_timestamp_seconds\{.*one\.crt/);
    await line(exporter, /^tls_cert_exporter_config_last_reload_successful 1$/);

    write('config.yml', config('two.crt'));
    await reload(exporter);
    await line(exporter, /^tls_cert_not_after_timestamp_seconds\{.*two\.crt/);
    await noLine(exporter, /one\.crt/);

    write('config.yml', 'sauces: []\n');
    await reload(exporter);
    await line(exporter, /^tls_cert_exporter_config_last_reload_successful 0$/);
    await line(exporter, /^tls_cert_not_after_timestamp_seconds\{.*two\.crt/);
    expect(exporter.lines.join('\n')).toContain('sauces');

    write('config.yml', config('two.crt'));
    await reload(exporter);
    await line(exporter, /^tls_cert_exporter_config_last_reload_successful 1$/);
  });
});

describe('the end', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with status 0', async (signal) => {
    const exporter = await watchFolder();
    expect(await exporter.end(signal)).toBe(0);
  });

  it('a port in use ends it with status 1 and is named', async () => {
    const { promise: listening, resolve } = Promise.withResolvers<void>();
    const server = createServer().listen(0, '127.0.0.1', resolve);
    await listening;
    const { port } = server.address() as { port: number };
    const { status, stderr } = spawnSync(
      process.execPath,
      [await builtBundle(), `--web.listen-address=127.0.0.1:${port}`],
      {
        encoding: 'utf8',
      },
    );
    server.close();
    expect(stderr).toMatch(
      new RegExp(
        `\\ntls-cert-exporter: cannot listen on 127\\.0\\.0\\.1:${port}: the address is already in use; another one is chosen by --web\\.listen-address\\n$`,
      ),
    );
    expect(status).toBe(1);
  });

  it.each([
    ['a flag that does not exist', '--certificate-dir'],
    ['a duration that is none', '--scan.interval=soon'],
    ['an address that is none', '--web.listen-address=9201'],
    ['a configuration that does not exist', '--config.file=/nowhere/config.yml'],
  ])('%s ends it with status 2 and is named', async (_, flag) => {
    const { status, stderr } = spawnSync(process.execPath, [await builtBundle(), flag], { encoding: 'utf8' });
    expect(stderr).toContain(flag.split('=').at(-1));
    expect(status).toBe(2);
  });
});
