import { setTimeout as pause } from 'node:timers/promises';
import { stringify } from 'yaml';
import { startListening } from './listening-process.ts';
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
  const { url, end } = await startListening('prometheus', [
    `--config.file=${temporaryFile('prometheus.yml', stringify(config))}`,
    `--storage.tsdb.path=${temporaryFolder()}`,
    '--web.listen-address=127.0.0.1:0',
  ]);
  let found = await discovered(url);
  // Discovery has not begun when Prometheus listens.
  while (found.activeTargets.length + found.droppedTargets.length < targets.length) {
    await pause(50);
    found = await discovered(url);
  }
  await end('SIGKILL');
  return targets.map((_, index) => {
    const active = found.activeTargets.find(({ labels }) => labels['number'] === String(index));
    if (active === undefined) return undefined;
    const { number: _number, ...labels } = active.labels;
    return labels;
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
