import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { askNow } from '../../../test/support/grafana/ask-prometheus.ts';
import { ServerProcess, withFreePorts } from '../../../test/support/kubernetes/server-process.ts';
import { cluster } from './cluster.ts';
import { databaseHost } from './database-host.ts';
import { metricsOf, startExporter } from './exporter.ts';
import { historyOf, type Scraped } from './history.ts';
import { SERVED, startServers } from './servers.ts';
import { webHost } from './web-host.ts';

interface Exporter {
  readonly address: string;
  readonly instance: string;
  /** Whether its metrics have all that is waited for. */
  readonly isComplete: (text: string) => boolean;
}

/** A real Prometheus that has a day behind it and scrapes real exporters; its address. All ends with the stack. */
export async function laboratory(stack: AsyncDisposableStack): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-dashboard-'));
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  const web = await startExporter(
    stack,
    join(folder, 'web.yml'),
    webHost(join(folder, 'web'), await startServers()),
  );
  const database = await startExporter(
    stack,
    join(folder, 'database.yml'),
    databaseHost(join(folder, 'database')),
  );
  const objects = await cluster(stack);
  const targets = Object.keys(SERVED).length + 1;
  const exporters: readonly Exporter[] = [
    {
      address: web,
      instance: 'web-1.example.com:9201',
      // Not the first attempt, which takes longer than all that follow.
      isComplete: (text) => attemptsOf(text) >= 3 * targets,
    },
    {
      address: database,
      instance: 'db-1.example.com:9201',
      isComplete: (text) => /^tls_trust_last_audit_timestamp_seconds [1-9]/m.test(text),
    },
    ...(objects === undefined
      ? []
      : [
          {
            address: await startExporter(stack, join(folder, 'cluster.yml'), objects),
            instance: 'kubernetes:9201',
            isComplete: (text: string) => text.includes('tls_cert_manager_certificate_ready{'),
          },
        ]),
  ];
  const scraped: Scraped[] = [];
  for (const { address, instance, isComplete } of exporters) {
    scraped.push({ instance, text: await metricsOf(address, isComplete) });
  }
  writeFileSync(join(folder, 'history.txt'), historyOf(scraped, Math.floor(Date.now() / 1000)));
  const data = join(folder, 'data');
  const args = ['tsdb', 'create-blocks-from', 'openmetrics', '-q', join(folder, 'history.txt'), data];
  await promisify(execFile)('promtool', args);
  const config = join(folder, 'prometheus.yml');
  const job = {
    job_name: 'tls-cert-exporter',
    static_configs: exporters.map(({ address, instance }) => ({ targets: [address], labels: { instance } })),
  };
  writeFileSync(
    config,
    JSON.stringify({ global: { scrape_interval: '1s', scrape_timeout: '1s' }, scrape_configs: [job] }),
  );
  return withFreePorts(1, async ([port = 0]) => {
    const url = `http://127.0.0.1:${port}`;
    const flags = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const prometheus = new ServerProcess('prometheus', flags, join(folder, 'prometheus.log'));
    stack.defer(() => prometheus.kill());
    await prometheus.until(async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok ?? false);
    while ((await askNow(url, 'sum(scrape_samples_scraped > bool 0)'))[0]?.values[0] !== exporters.length)
      await pause(200);
    return url;
  });
}

const attemptsOf = (text: string): number =>
  [...text.matchAll(/^tls_handshake_attempts_total\{.*\} (\d+)$/gm)].reduce(
    (sum, [, each]) => sum + Number(each),
    0,
  );
