import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HELP } from '../../bench/options.ts';
import type { Report } from '../../bench/report.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const MAIN = join(import.meta.dirname, '../../bench/main.ts');

/** Everything that it writes is below a folder that is the test's own. */
function run(args: readonly string[], folder = temporaryFolder()) {
  const env = { ...process.env, TMPDIR: folder };
  return spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env });
}

it('prints its help', () => {
  expect(run(['--help'])).toMatchObject({ status: 0, stdout: HELP });
});

it('what is wrong with the arguments is one line and status 2', () => {
  const { status, stderr, stdout } = run(['--runs=many']);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain('bench: --runs: expected a whole number from 1 to 100, got "many"\n');
});

describe('a small run of everything but the sizes', () => {
  const collections = '--only=first-collection --only=first-collection-pause --only=collection-again-reads';
  const rows = `${collections} --only=scrape-gzip --only=parse --only=change`;

  it('measures the real program and leaves nothing but the certificates', { timeout: 120_000 }, () => {
    const temporary = temporaryFolder();
    const args = ['--certificates=25', '--runs=1', '--output=json', ...rows.split(' ')];
    const { status, stdout, stderr } = run(args, temporary);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const report = JSON.parse(stdout) as Report;
    const row = (id: string) => report.rows.find((each) => each.id === id);
    expect(row('collection-again-reads')).toMatchObject({
      measured: { median: 0 },
      note: 'in the first one 25 opened, 25 hashed',
    });
    expect(row('scrape-gzip')?.measured.count).toBe(100);
    for (const { measured, id } of report.rows) {
      expect(Number.isFinite(measured.median), id).toBe(true);
    }
    expect(report.rows.map(({ goal }) => goal).filter((goal) => goal !== undefined)).toEqual([0]);
    const cache = `tls-cert-exporter-bench-${process.getuid?.() ?? 0}`;
    expect(readdirSync(temporary)).toEqual([cache]);
    expect(readdirSync(join(temporary, cache))).toEqual(['certificates-25-v1']);
  });
});
