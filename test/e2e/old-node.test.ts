import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryFile } from '../support/temporary-file.ts';

const PROGRAM = join(import.meta.dirname, '../../bin/tls-cert-exporter.cjs');

/** There is no old Node.js to be had everywhere: the version is what the check goes by, and it alone is made up. */
function runBy(version: string) {
  const preload = temporaryFile(
    'older.cjs',
    `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });`,
  );
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--require', preload, PROGRAM, 'healthcheck', '--help'],
    { encoding: 'utf8' },
  );
  return { status, stdout, stderr };
}

it.each(['20.20.2', '24.11.9'])('Node.js %s is told in one line what to do', (version) => {
  expect(runBy(version)).toEqual({
    status: 1,
    stdout: '',
    stderr: `tls-cert-exporter needs Node.js 24.12 or newer, and this is ${version} (${process.execPath}). In a checkout "npm ci" brings the right one and "npm start -- ARGUMENTS" takes it; where npm runs no install scripts, "npm rebuild node" brings it.\n`,
  });
});

it.each(['24.12.0', '25.0.0'])('Node.js %s will do', (version) => {
  expect(runBy(version)).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage:'), stderr: '' });
});
