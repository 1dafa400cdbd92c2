import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { discoveredPod } from '../support/discovered-pods.ts';
import { configMapOf, objectsOf, theOne } from '../support/helm.ts';
import type { Json } from '../support/kubernetes/api-server.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { prometheusMissing } from '../support/prometheus.ts';
import { type Relabelling, relabelled } from '../support/relabelled.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const ALERTS = join(import.meta.dirname, '../../alerts');
const DASHBOARDS = join(import.meta.dirname, '../../grafana/dashboards');

const ruleFiles = readdirSync(ALERTS).filter((name) => name.endsWith('.rules.yml'));
const groupsOfFiles = (): Json[] =>
  ruleFiles.flatMap((name) => parse(readFileSync(join(ALERTS, name), 'utf8')).groups);

/** The operator writes relabellings as Kubernetes writes names. */
const asPrometheus = (relabelling: Json): Relabelling =>
  Object.fromEntries(
    Object.entries(relabelling).map(([key, value]) => [
      key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

/** What the operator itself does to every target of a monitor before the relabellings of the monitor. */
const OPERATOR: readonly Relabelling[] = [
  { source_labels: ['__meta_kubernetes_namespace'], target_label: 'namespace' },
  { source_labels: ['__meta_kubernetes_pod_container_name'], target_label: 'container' },
  { source_labels: ['__meta_kubernetes_pod_name'], target_label: 'pod' },
  { target_label: 'job', replacement: 'monitoring/tls-cert-exporter' },
  { target_label: 'endpoint', replacement: 'metrics' },
];

/** And to those of a ServiceMonitor. */
const OPERATOR_OF_SERVICES: readonly Relabelling[] = [
  ...OPERATOR,
  { source_labels: ['__meta_kubernetes_service_name'], target_label: 'service' },
];

describe.skipIf(programMissing('helm'))('the rules', () => {
  it('are those of alerts/, every one and nothing else', () => {
    const { spec } = theOne(objectsOf('monitoring'), 'PrometheusRule');
    expect(spec.groups).toEqual(groupsOfFiles());
  });

  it.skipIf(prometheusMissing('rules of the chart'))('are found good by promtool', () => {
    const { spec } = theOne(objectsOf('monitoring'), 'PrometheusRule');
    const { status, stdout, stderr } = runProgram('promtool', [
      'check',
      'rules',
      temporaryFile('rules.yml', stringify(spec)),
    ]);
    const rules = groupsOfFiles().flatMap(({ rules: all }) => all);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain(`SUCCESS: ${rules.length} rules found`);
  });

  it('can do without some, and be given labels that win', () => {
    const { spec } = theOne(objectsOf('shards'), 'PrometheusRule');
    const alerts = spec.groups.flatMap(({ rules }: Json) => rules).filter(({ alert }: Json) => alert);
    const all = groupsOfFiles()
      .flatMap(({ rules }) => rules)
      .filter(({ alert }) => alert);
    expect(alerts.map(({ alert }: Json) => alert)).toEqual(
      all.map(({ alert }) => alert).filter((alert) => alert !== 'CA_Certificate_Expiring_Soon'),
    );
    for (const { labels } of alerts)
      expect(labels).toMatchObject({ team: 'platform', severity: expect.anything() });
  });
});

describe.skipIf(programMissing('helm'))('the dashboard', () => {
  it('is that of grafana/, for the sidecar of Grafana', () => {
    const { metadata, data } = configMapOf(objectsOf('control-plane'), 'dashboard');
    expect(metadata.labels).toMatchObject({ grafana_dashboard: '1', team: 'platform' });
    expect(metadata.annotations).toEqual({ grafana_folder: 'TLS' });
    const files = readdirSync(DASHBOARDS).filter((name) => name.endsWith('.json'));
    expect(Object.keys(data)).toEqual(files);
    for (const name of files)
      expect(JSON.parse(data[name])).toEqual(JSON.parse(readFileSync(join(DASHBOARDS, name), 'utf8')));
  });

  it('is small enough for kubectl to remember what it applied', () => {
    const { data } = configMapOf(objectsOf('control-plane'), 'dashboard');
    expect(JSON.stringify(data).length).toBeLessThan(256 * 1024);
  });
});

describe.skipIf(programMissing('helm') || prometheusMissing('relabellings'))('a real Prometheus', () => {
  it('gives a node’s series the same labels before and after a rollout: the node, and no pod', async () => {
    const [endpoint] = theOne(objectsOf('monitoring'), 'PodMonitor').spec.podMetricsEndpoints;
    const labels = await relabelled(
      [discoveredPod('nodes', 'DaemonSet', 'before'), discoveredPod('nodes', 'DaemonSet', 'after')],
      [...OPERATOR, ...endpoint.relabelings.map(asPrometheus)],
    );
    const expected = { job: 'tls-cert-exporter', instance: 'worker-1', namespace: 'monitoring' };
    expect(labels).toEqual([expected, expected]);
  });

  it.each([
    ['monitoring', 'ReplicaSet', 'tls-cert-exporter-endpoints'],
    ['shards', 'StatefulSet', 'tls-cert-exporter-endpoints-1'],
  ])('and the endpoints of %s, which a %s runs, as %s', async (name, controller, instance) => {
    const [endpoint] = theOne(objectsOf(name), 'ServiceMonitor').spec.endpoints;
    const labels = await relabelled(
      [discoveredPod('endpoints', controller, 'before'), discoveredPod('endpoints', controller, 'after')],
      [...OPERATOR_OF_SERVICES, ...endpoint.relabelings.map(asPrometheus)],
    );
    const service = 'tls-cert-exporter-endpoints';
    const expected = { job: 'tls-cert-exporter', instance, namespace: 'monitoring', service };
    expect(labels).toEqual([expected, expected]);
  });

  it('is told of a cluster by a relabelling of one’s own', async () => {
    const [endpoint] = theOne(objectsOf('control-plane'), 'PodMonitor').spec.podMetricsEndpoints;
    const [labels] = await relabelled(
      [discoveredPod('nodes', 'DaemonSet', 'before')],
      endpoint.relabelings.map(asPrometheus),
    );
    expect(labels).toMatchObject({ cluster: 'east', instance: 'worker-1' });
  });
});
