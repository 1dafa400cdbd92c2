import { join } from 'node:path';
import { stringify } from 'yaml';
import { ServerProcess, withFreePorts } from './kubernetes/server-process.ts';
import { temporaryFile } from './temporary-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

export type Labels = Readonly<Record<string, string>>;

/** A relabelling as it stands in a configuration of Prometheus. */
export type Relabelling = Readonly<Record<string, unknown>>;

/**
 * The labels that a real Prometheus gives to targets; undefined for one that is dropped. Debian's Prometheus knows no
 * discovery by Kubernetes: what that would have found stands in the configuration instead, and nothing is dialled.
 */
export async function relabelled(
  targets: readonly Labels[],
  relabellings: readonly Relabelling[],
): Promise<(Labels | undefined)[]> {
  const config = {
    scrape_configs: [
      {
        job_name: 'tls-cert-exporter',
        // Long enough that nothing is scraped while the labels are asked for.
        scrape_interval: '1h',
        static_configs: targets.map((labels, index) => ({
          targets: [labels['__address__'] ?? '192.0.2.1:9201'],
          labels: { ...labels, __meta_number: String(index) },
        })),
        relabel_configs: [...relabellings, { source_labels: ['__meta_number'], target_label: 'number' }],
      },
    ],
  };
  const file = temporaryFile('prometheus.yml', stringify(config));
  const folder = temporaryFolder();
  return withFreePorts(1, async ([port = 0]) => {
    const url = `http://127.0.0.1:${port}`;
    const process = new ServerProcess(
      'prometheus',
      [
        `--config.file=${file}`,
        `--storage.tsdb.path=${join(folder, String(port))}`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      join(folder, `prometheus-${port}.log`),
    );
    try {
      let found: Discovered = { activeTargets: [], droppedTargets: [] };
      await process.until(async () => {
        found = await discovered(url);
        return found.activeTargets.length + found.droppedTargets.length === targets.length;
      });
      return targets.map((_, index) => {
        const active = found.activeTargets.find(({ labels }) => labels['number'] === String(index));
        if (active === undefined) return undefined;
        const { number: _number, ...labels } = active.labels;
        return labels;
      });
    } finally {
      await process.kill();
    }
  });
}

interface Discovered {
  readonly activeTargets: readonly { readonly labels: Labels }[];
  readonly droppedTargets: readonly unknown[];
}

async function discovered(url: string): Promise<Discovered> {
  const response = await fetch(`${url}/api/v1/targets`).catch(() => undefined);
  if (!response?.ok) return { activeTargets: [], droppedTargets: [] };
  return ((await response.json()) as { data: Discovered }).data;
}
