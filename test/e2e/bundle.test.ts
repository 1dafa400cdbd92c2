import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { bundle } from '../../scripts/build.ts';
import { VERSION } from '../../src/version.ts';
import { builtBundle } from '../support/bundle.ts';
import { makeCertificate } from '../support/openssl.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Runs a bundle in its own folder, which has no node_modules above it. */
function run(bundled: string, ...args: readonly string[]): string {
  return execFileSync(process.execPath, [bundled, ...args], { cwd: dirname(bundled), encoding: 'utf8' });
}

it('lies beside its parts and the licences of what is in them, and nothing else', async () => {
  const folder = dirname(await builtBundle());
  const others = readdirSync(folder).filter((name) => !/^part-[\w-]+\.[cm]js$/.test(name));
  expect(others.sort()).toEqual(['THIRD-PARTY-LICENSES.txt', 'tls-cert-exporter.mjs']);
  const licenses = readFileSync(join(folder, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
  for (const name of ['@peculiar/x509', 'fast-glob', 'fastify', 'pino', 'prom-client', 'yaml', 'zod']) {
    expect(licenses).toMatch(new RegExp(`^${name} \\d+\\.`, 'm'));
  }
});

it('knows its version and revision without package.json and git', async () => {
  const bundled = join(temporaryFolder(), 'exporter.mjs');
  process.env['REVISION'] = '0123abcd';
  await bundle(bundled).finally(() => delete process.env['REVISION']);
  expect(run(bundled, '--version')).toContain(`tls-cert-exporter ${VERSION} (revision 0123abcd, Node.js 2`);
});

it('takes the revision from git where none is given', async () => {
  const head = execFileSync('git', ['rev-parse', 'HEAD'], {
    cwd: import.meta.dirname,
    encoding: 'utf8',
  }).trim();
  expect(run(await builtBundle(), '--version')).toContain(`revision ${head}`);
});

it('reads certificates without anything beside it', async () => {
  const file = join(temporaryFolder(), 'www.crt');
  writeFileSync(file, makeCertificate('www.example.com', 90).certificate);
  const { certificates } = JSON.parse(run(await builtBundle(), 'check', '--output', 'json', file)) as {
    certificates: { path: string; subject: string }[];
  };
  expect(certificates).toMatchObject([{ path: file, subject: 'CN=www.example.com,O=Example' }]);
});

it('leaves nothing of a build before behind', async () => {
  const bundled = join(temporaryFolder(), 'exporter.mjs');
  const old = join(dirname(bundled), 'part-old-00000000.mjs');
  writeFileSync(old, '');
  await bundle(bundled);
  expect(existsSync(old)).toBe(false);
  expect(run(bundled, '--version')).toContain('tls-cert-exporter');
});

it('keeps names and lines that a stack trace can point at', async () => {
  const folder = dirname(await builtBundle());
  const lines = readdirSync(folder)
    .filter((name) => name.endsWith('js'))
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'));
  expect(lines.some((line) => line.includes('ConfigError=class extends Error'))).toBe(true);
  expect(lines.filter((line) => line.length > 10_000)).toEqual([]);
});
