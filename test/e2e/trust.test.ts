import { appendFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { startExporter, UNPRIVILEGED } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { duplicateSeries, parseSamples } from '../support/exposition.ts';
import { type LongRunning, startLongRunning } from '../support/long-running.ts';
import { programMissing } from '../support/programs.ts';
import { rootTree } from '../support/root-tree.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const ca = (subject: string): string => createCertificate({ subject, isAuthority: true }).pem;

it('the exporter as it is shipped sees a bundle break and mend', async () => {
  const bundle = '/etc/ssl/certs/ca-certificates.crt';
  const good = ca('One') + ca('Two');
  const root = rootTree({ [bundle]: good });
  const config = temporaryFile('config.yml', `{ root: ${root}, sources: [], trust: { interval: 1s } }`);
  const exporter = await startExporter([`--config.file=${config}`]);

  const scrape = async (): Promise<Map<string, number>> => {
    const text = await (await fetch(`${exporter.url}/metrics`)).text();
    expect(duplicateSeries(text)).toEqual([]);
    const samples = parseSamples(text).filter(({ name }) => name.startsWith('tls_trust_'));
    return new Map(
      samples.map(({ name, labels, value }) => [
        [name, ...labels.map(([, label]) => label)].join(' ').replace('tls_trust_', ''),
        Number(value),
      ]),
    );
  };
  const until = (check: (series: Map<string, number>) => void): Promise<void> =>
    vi.waitFor(async () => check(await scrape()), { timeout: 60_000, interval: 250 });

  await until((series) => {
    expect(series.get(`bundle_anchors ${bundle}`)).toBe(2);
    expect(series.get('runtime_anchors go any')).toBe(2);
    expect([...series.keys()].filter((key) => key.startsWith('bundle_findings'))).toEqual([]);
  });
  appendFileSync(join(root, bundle), good.slice(0, 100));
  await until((series) => expect(series.get(`bundle_findings ${bundle} damaged_block critical`)).toBe(1));
  rmSync(join(root, bundle));
  await until((series) => {
    expect(series.has(`bundle_anchors ${bundle}`)).toBe(false);
    expect(series.get('runtime_anchors go any')).toBe(0);
  });
  writeFileSync(join(root, bundle), good);
  await until((series) => {
    expect(series.get('runtime_anchors go any')).toBe(2);
    expect(series.has(`bundle_findings ${bundle} damaged_block critical`)).toBe(false);
  });
  expect(await exporter.end('SIGTERM')).toBe(0);
}, 240_000);

it.skipIf(programMissing('ruby'))(
  'the exporter as it is shipped tells a program that has the roots of before, until it is restarted',
  async () => {
    const bundle = join(rootTree({ '/ca.pem': ca('One') }), 'ca.pem');
    const script = ['-ropenssl', '-e', '$stdout.sync = true; puts 1; STDIN.read'];
    const start = (): Promise<LongRunning> =>
      startLongRunning('ruby', script, { SSL_CERT_FILE: bundle }, UNPRIVILEGED);
    const early = await start();
    const config = temporaryFile('config.yml', '{ sources: [], trust: { interval: 1s } }');
    const exporter = await startExporter([`--config.file=${config}`]);
    const audited = async (): Promise<{ at: number; stale: number | undefined }> => {
      const text = await (await fetch(`${exporter.url}/metrics`)).text();
      const valueOf = (pattern: RegExp): number[] =>
        [...text.matchAll(pattern)].map((match) => Number(match[1]));
      const stale = valueOf(/^tls_trust_stale_processes\{runtime="ruby".*\} (\S+)$/gm);
      return {
        at: valueOf(/^tls_trust_last_audit_timestamp_seconds (\S+)$/gm)[0] ?? 0,
        stale: stale.length === 0 ? undefined : stale.reduce((sum, each) => sum + each, 0),
      };
    };
    const until = (expected: number): Promise<void> =>
      vi.waitFor(async () => expect((await audited()).stale).toBe(expected), {
        timeout: 60_000,
        interval: 250,
      });
    await until(0);
    const { at } = await audited();
    await vi.waitFor(async () => expect((await audited()).at).toBeGreaterThan(at + 2), {
      timeout: 60_000,
      interval: 250,
    });
    writeFileSync(bundle, ca('Two'));
    await until(1);
    await early.end();
    await start();
    await until(0);
    // What belongs to root, such as this test where root runs it, may not be looked at; that is said once.
    const said = exporter.lines.filter((line) => line.includes('Some processes may not be looked at'));
    if (process.geteuid?.() === 0) expect(said).toHaveLength(1);
    expect(await exporter.end('SIGTERM')).toBe(0);
  },
  240_000,
);
