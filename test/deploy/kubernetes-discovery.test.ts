import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { objectsOf } from '../support/helm.ts';
import { type ApiServer, type Json, startApiServer } from '../support/kubernetes/api-server.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const EXAMPLE = join(import.meta.dirname, '../../deploy/prometheus/kubernetes.yml');
/** Built by `.ci/go-tools`, because Debian's promtool knows no discovery by Kubernetes. */
const PROMTOOL = 'promtool-kubernetes';

/** What one discovery found, and what the relabelling made of it; no labels where it was dropped. */
interface Checked {
  readonly discoveredLabels: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
}

describe.skipIf(programMissing(PROMTOOL))('the example for Kubernetes', () => {
  it('is found good by a promtool that knows this discovery', () => {
    const { status, stdout, stderr } = runProgram(PROMTOOL, ['check', 'config', EXAMPLE]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/SUCCESS: .* is valid prometheus config file syntax/);
  });
});

describe.skipIf(
  programMissing(PROMTOOL) || programMissing('helm') || apiServerMissing('discovery at a real API server'),
)('at a real API server, with pods of the chart, the example', () => {
  let server: ApiServer;

  beforeAll(async () => {
    server = await startApiServer();
    server.kubectl(['create', 'namespace', 'monitoring']);
  });
  afterAll(() => server?.stop());

  /** Does what the controller of a workload, the scheduler and the kubelet would do. */
  async function runPod(
    workload: Json,
    kind: string,
    owner: string,
    name: string,
    ip: string,
  ): Promise<void> {
    const { metadata, spec } = workload.spec.template;
    const pods = '/api/v1/namespaces/monitoring/pods';
    const ownerReferences = [
      {
        apiVersion: 'apps/v1',
        kind,
        name: owner,
        uid: 'a9f5c5b0-5f5c-4c58-9d2e-3f6f0f1f2a3b',
        controller: true,
      },
    ];
    await server.request('POST', pods, {
      metadata: { ...metadata, name, ownerReferences },
      spec: { ...spec, nodeName: 'worker-1' },
    });
    await server.request('PATCH', `${pods}/${name}/status`, {
      status: { phase: 'Running', podIP: ip, podIPs: [{ ip }], hostIP: '192.0.2.10' },
    });
  }

  /** The labels of the targets, once so many are found. */
  function discover(count: number): Checked['labels'][] {
    const config = parse(readFileSync(EXAMPLE, 'utf8'));
    const [scrape] = config.scrape_configs;
    // Prometheus runs in the cluster, and finds it by itself there.
    scrape.kubernetes_sd_configs[0].kubeconfig_file = server.kubeconfig({ token: server.files.adminToken });
    const file = temporaryFile('prometheus.yml', stringify(config));
    for (;;) {
      const args = ['check', 'service-discovery', '--timeout=3s', file, 'tls-cert-exporter'];
      const { stdout, stderr } = runProgram(PROMTOOL, args);
      if (!stdout.startsWith('[')) throw new Error(stderr);
      const found = JSON.parse(stdout) as Checked[];
      const active = found
        .map(({ labels }) => labels)
        .filter((labels) => Object.keys(labels ?? {}).length > 0);
      if (active.length === count) return active;
    }
  }

  it('finds them, and gives them the labels that outlive them', async () => {
    const [daemonSet, deployment, statefulSet] = [
      objectsOf('defaults').find(({ kind }) => kind === 'DaemonSet'),
      objectsOf('endpoints').find(({ kind }) => kind === 'Deployment'),
      objectsOf('shards').find(({ kind }) => kind === 'StatefulSet'),
    ];
    const name = 'tls-cert-exporter';
    await runPod(daemonSet, 'DaemonSet', `${name}-nodes`, `${name}-nodes-x7k2p`, '10.0.0.1');
    await runPod(
      deployment,
      'ReplicaSet',
      `${name}-endpoints-5c8f7bdd9`,
      `${name}-endpoints-5c8f7bdd9-abcde`,
      '10.0.0.2',
    );
    await runPod(statefulSet, 'StatefulSet', 'tls-endpoints', 'tls-endpoints-2', '10.0.0.3');
    const labels = discover(3).map(({ instance, job, ...rest }) => [
      instance,
      job,
      rest['namespace'],
      rest['pod'],
    ]);
    expect(labels.toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))).toEqual([
      ['tls-cert-exporter-endpoints', 'tls-cert-exporter', 'monitoring', undefined],
      ['tls-endpoints-2', 'tls-cert-exporter', 'monitoring', undefined],
      ['worker-1', 'tls-cert-exporter', 'monitoring', undefined],
    ]);
  }, 120_000);
});
