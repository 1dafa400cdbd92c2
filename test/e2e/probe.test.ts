import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startExporter } from '../support/bundle.ts';
import { createChain } from '../support/certificate-factory.ts';
import { startListening } from '../support/listening-process.ts';
import { prometheusMissing, query } from '../support/prometheus.ts';
import { scriptedServer } from '../support/scripted-server.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tlsServer } from '../support/tls-servers.ts';

/** The scrape configuration of the blackbox exporter's users, with another address. */
function probeConfig(exporter: string, targets: readonly string[]): string {
  return [
    'global: { scrape_interval: 1s, scrape_timeout: 1s }',
    'scrape_configs:',
    '  - job_name: tls-probe',
    '    metrics_path: /probe',
    '    params: { module: [own] }',
    `    static_configs: [{ targets: ${JSON.stringify(targets)} }]`,
    '    relabel_configs:',
    '      - { source_labels: [__address__], target_label: __param_target }',
    '      - { source_labels: [__param_target], target_label: instance }',
    `      - { target_label: __address__, replacement: "${exporter}" }`,
    '',
  ].join('\n');
}

const isMissing = prometheusMissing('a real Prometheus scrapes /probe');

describe.skipIf(isMissing)('a real Prometheus with the usual relabelling', () => {
  it('sees what succeeds, what fails and why, and what may not be dialled', async () => {
    const good = createChain({
      sans: ['IP:127.0.0.1'],
      notAfter: Math.floor(Date.now() / 1000) + 90 * 86_400,
    });
    const old = createChain({ sans: ['IP:127.0.0.1'], notAfter: Math.floor(Date.now() / 1000) - 86_400 });
    await using sound = await tlsServer({ chain: good });
    await using expired = await tlsServer({ chain: old });
    await using silent = await scriptedServer([]);
    const config = temporaryFile(
      'config.yml',
      [
        'sources: []',
        'handshake:',
        `  modules: { own: { ca_file: ${temporaryFile('ca.pem', good.root.pem)} } }`,
        '  probe: { allow: [{ host: 127.0.0.1, ports: [1-65535] }] }',
        '',
      ].join('\n'),
    );
    const exporter = await startExporter([`--config.file=${config}`]);
    const at = ({ port }: { readonly port: number }): string => `127.0.0.1:${port}`;
    const [ok, bad, slow, refused] = [at(sound), at(expired), at(silent), `127.0.0.2:${sound.port}`];

    const folder = temporaryFolder();
    const file = join(folder, 'prometheus.yml');
    writeFileSync(file, probeConfig(new URL(exporter.url).host, [ok, bad, slow, refused]));
    const { url } = await startListening('prometheus', [
      `--config.file=${file}`,
      `--storage.tsdb.path=${folder}/data`,
      '--web.listen-address=127.0.0.1:0',
    ]);
    const values = async (expression: string): Promise<Record<string, number>> => {
      const samples = await query(url, expression);
      return Object.fromEntries(samples.map(({ labels, value }) => [labels['instance'] ?? '', value]));
    };

    await vi.waitFor(async () => expect(Object.keys(await values('up'))).toHaveLength(4), {
      timeout: 60_000,
      interval: 250,
    });
    const expiry =
      'tls_cert_not_after_timestamp_seconds{source="handshake",role="leaf"} - time() < 30 * 86400';
    // All of it again where a busy machine let one scrape take too long, of which nothing is left for a second.
    await vi.waitFor(
      async () => {
        expect(await values('up')).toEqual({ [ok]: 1, [bad]: 1, [slow]: 1, [refused]: 0 });
        expect(await values('probe_success')).toEqual({ [ok]: 1, [bad]: 0, [slow]: 0 });
        const failures = await query(url, 'tls_handshake_failure');
        const told = failures.map(({ labels }) => [labels['instance'], [labels['phase'], labels['reason']]]);
        expect(Object.fromEntries(told)).toEqual({
          [bad]: ['verify', 'expired'],
          [slow]: ['tls', 'tls_timeout'],
        });
        // What is silent is answered for before Prometheus gives up, with a reason and not as a failed scrape.
        expect((await values('probe_duration_seconds'))[slow]).toBeLessThan(1);
        expect(Object.keys(await values(expiry))).toEqual([bad]);
        expect(await query(url, '{__name__=~"tls_.*_total",job="tls-probe"}')).toEqual([]);
        const [series] = await query(url, `tls_handshake_success{instance="${ok}"}`);
        expect(series).toMatchObject({ labels: { job: 'tls-probe', target: ok, module: 'own' }, value: 1 });
      },
      { timeout: 60_000, interval: 250 },
    );

    const input = await (await fetch(`${exporter.url}/probe?module=own&target=${bad}`)).text();
    const promtool = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
    expect(promtool.stderr + promtool.stdout).toBe('');
    expect(promtool.status).toBe(0);
  }, 180_000);
});
