import { copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { discoveredPod } from '../support/discovered-pods.ts';
import type { Json } from '../support/kubernetes/api-server.ts';
import { runProgram } from '../support/programs.ts';
import { prometheusMissing } from '../support/prometheus.ts';
import { relabelled } from '../support/relabelled.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const DEPLOY = join(import.meta.dirname, '../../deploy/prometheus');
const ALERTS = join(import.meta.dirname, '../../alerts');

const names = readdirSync(DEPLOY).filter((name) => name !== 'targets.yml');
const read = (name: string): string => readFileSync(join(DEPLOY, name), 'utf8');
const jobOf = (name: string, job: string): Json =>
  parse(read(name)).scrape_configs.find((scrape: Json) => scrape.job_name === job);

/** A host as the examples take it to be: rules and lists of targets where they say. */
function installed(name: string): string {
  const etc = temporaryFolder();
  mkdirSync(join(etc, 'tls-cert-exporter'));
  mkdirSync(join(etc, 'targets/tls-cert-exporter'), { recursive: true });
  for (const rules of readdirSync(ALERTS).filter((file) => file.endsWith('.rules.yml')))
    copyFileSync(join(ALERTS, rules), join(etc, 'tls-cert-exporter', rules));
  copyFileSync(join(DEPLOY, 'targets.yml'), join(etc, 'targets/tls-cert-exporter/hosts.yml'));
  const config: Json = parse(read(name).replaceAll('/etc/prometheus/', `${etc}/`));
  for (const scrape of config.scrape_configs) {
    // Debian's promtool is built without the discovery by Kubernetes: kubernetes-discovery.test.ts has another one for it.
    if (scrape.kubernetes_sd_configs === undefined) continue;
    delete scrape.kubernetes_sd_configs;
    scrape.static_configs = [{ targets: ['192.0.2.1:9201'] }];
  }
  return temporaryFile('prometheus.yml', stringify(config));
}

describe('the examples for Prometheus', () => {
  it('are there for each way to find what is scraped', () => {
    expect(names).toEqual(['file-sd.yml', 'kubernetes.yml', 'probe.yml', 'static.yml']);
  });

  it.each(names)('%s has the job that the alerts ask for', (name) => {
    expect(jobOf(name, 'tls-cert-exporter')).toBeDefined();
  });

  it('discovers pods of the namespace of the manifests, by what Prometheus has', () => {
    expect(jobOf('kubernetes.yml', 'tls-cert-exporter').kubernetes_sd_configs).toEqual([
      { role: 'pod', namespaces: { names: ['monitoring'] } },
    ]);
  });
});

describe.skipIf(prometheusMissing('examples for Prometheus'))('promtool and Prometheus', () => {
  it.each(names)('find nothing wrong with %s, its rules and its targets', (name) => {
    const { status, stdout, stderr } = runProgram('promtool', ['check', 'config', installed(name)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toMatch(/WARNING|FAILED/);
    const files = readdirSync(ALERTS).filter((file) => file.endsWith('.rules.yml'));
    expect(stdout).toContain(`SUCCESS: ${files.length} rule files found`);
  });

  it('give a pod the same labels before and after a rollout', async () => {
    const { relabel_configs: relabellings } = jobOf('kubernetes.yml', 'tls-cert-exporter');
    const kinds = [
      ['nodes', 'DaemonSet', 'worker-1'],
      ['endpoints', 'ReplicaSet', 'tls-cert-exporter-endpoints'],
      ['endpoints', 'StatefulSet', 'tls-cert-exporter-endpoints-1'],
    ] as const;
    const pods = kinds.flatMap(([component, controller]) => [
      discoveredPod(component, controller, 'before'),
      discoveredPod(component, controller, 'after'),
    ]);
    const labels = await relabelled(pods, relabellings);
    const expected = kinds.flatMap(([, , instance]) =>
      [instance, instance].map((each) => ({
        instance: each,
        job: 'tls-cert-exporter',
        namespace: 'monitoring',
      })),
    );
    expect(labels).toEqual(expected);
  });

  it('pass over other pods, and other ports of these', async () => {
    const { relabel_configs: relabellings } = jobOf('kubernetes.yml', 'tls-cert-exporter');
    const pod = discoveredPod('nodes', 'DaemonSet', 'before');
    const others = [
      { ...pod, __meta_kubernetes_pod_label_app_kubernetes_io_name: 'node-exporter' },
      { ...pod, __meta_kubernetes_pod_container_port_name: 'web' },
    ];
    expect(await relabelled(others, relabellings)).toEqual([undefined, undefined]);
  });

  it('show a host of a list without its port', async () => {
    const { relabel_configs: relabellings } = jobOf('file-sd.yml', 'tls-cert-exporter');
    const [labels] = await relabelled([{ __address__: 'web1.example.com:9201' }], relabellings);
    expect(labels).toEqual({ instance: 'web1.example.com', job: 'tls-cert-exporter' });
  });
});
