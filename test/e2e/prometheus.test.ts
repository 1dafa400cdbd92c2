import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startExporter } from '../support/bundle.ts';
import { startListening } from '../support/listening-process.ts';
import { makeCertificate, readWithOpenssl } from '../support/openssl.ts';
import { inOrder, prometheusMissing, query, queryExpiries, scrapeConfig } from '../support/prometheus.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The bundle of trusted roots of Debian and its kin, which a host with a package manager has. */
const SYSTEM_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** Starts a Prometheus that scrapes `url` every second; its own address. */
async function startPrometheus(url: string): Promise<string> {
  const folder = temporaryFolder();
  const file = join(folder, 'prometheus.yml');
  writeFileSync(file, scrapeConfig(new URL(url).host));
  const flags = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${folder}/data`,
    '--web.listen-address=127.0.0.1:0',
  ];
  return (await startListening('prometheus', flags)).url;
}

describe.skipIf(prometheusMissing('a real Prometheus scrapes the exporter'))('a real Prometheus', () => {
  it('shows the right expiry of every certificate that this host keeps', async () => {
    const exporter = await startExporter();
    const prometheus = await startPrometheus(exporter.url);
    const found = await vi.waitFor(
      async () => {
        const expiries = await queryExpiries(prometheus);
        expect(expiries).not.toEqual([]);
        return expiries;
      },
      { timeout: 60_000, interval: 250 },
    );
    const paths = [...new Set(found.map(({ path }) => path))];
    expect(paths).toContain(SYSTEM_BUNDLE);
    const byOpenssl = paths.flatMap((path) => readWithOpenssl(path).map((each) => ({ path, ...each })));
    expect(inOrder(found)).toEqual(inOrder(byOpenssl));
    await vi.waitFor(
      async () => {
        const up = { labels: { job: 'tls-cert-exporter' }, value: 1 };
        expect(await query(prometheus, 'up')).toMatchObject([up]);
        expect(await query(prometheus, 'tls_cert_source_up')).toMatchObject([{ value: 1 }]);
      },
      { timeout: 60_000, interval: 250 },
    );
  }, 120_000);

  it('finds nothing to complain of in the names and help texts', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'www.crt'), makeCertificate('www.example.com', 10).certificate);
    writeFileSync(join(folder, 'bad.crt'), 'nothing of use');
    const exporter = await startExporter([`--certificates-dir=${folder}`]);
    const input = await vi.waitFor(
      async () => {
        const text = await fetch(`${exporter.url}/metrics`).then((response) => response.text());
        expect(text).toContain('tls_cert_problem{');
        return text;
      },
      { timeout: 60_000, interval: 100 },
    );
    const promtool = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
    expect(promtool.stderr + promtool.stdout).toBe('');
    expect(promtool.status).toBe(0);
  });
});
