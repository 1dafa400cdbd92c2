import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ServerProcess, withFreePorts } from '../kubernetes/server-process.ts';

export interface ScrapingPrometheus {
  /** A folder for its files. */
  readonly folder: string;
  /** `host:port` of what is scraped. */
  readonly targets: readonly string[];
  readonly interval: string;
}

/** Starts a real Prometheus; its address. It ends with the stack. */
export async function scrapingPrometheus(
  stack: AsyncDisposableStack,
  { folder, targets, interval }: ScrapingPrometheus,
): Promise<string> {
  const config = join(folder, 'prometheus.yml');
  const job = { job_name: 'tls-cert-exporter', static_configs: [{ targets }] };
  const global = { scrape_interval: interval, scrape_timeout: interval };
  writeFileSync(config, JSON.stringify({ global, scrape_configs: [job] }));
  return withFreePorts(1, async ([port = 0]) => {
    const url = `http://127.0.0.1:${port}`;
    const flags = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder}/data-${port}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const prometheus = new ServerProcess('prometheus', flags, join(folder, 'prometheus.log'));
    stack.defer(() => prometheus.kill());
    await prometheus.until(async () => (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok ?? false);
    return url;
  });
}
