import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  CHART,
  helm,
  objectsIn,
  objectsOf,
  render,
  theOne,
  valuesFile,
  valuesFiles,
} from '../support/helm.ts';
import { type ApiServer, type Json, startApiServer } from '../support/kubernetes/api-server.ts';
import { established } from '../support/kubernetes/custom-kinds.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { MANIFEST_NAMES, manifestPaths } from '../support/manifests.ts';
import { programMissing } from '../support/programs.ts';

const MANIFESTS_FOLDER = join(import.meta.dirname, '../../deploy/manifests');
const KINDS = 'podmonitor,servicemonitor,prometheusrule';
const CRDS = join(import.meta.dirname, 'operator-crds');

describe.skipIf(apiServerMissing('the chart against a real API server') || programMissing('helm'))(
  'a real API server',
  () => {
    let server: ApiServer;

    beforeAll(async () => {
      server = await startApiServer();
      for (const name of ['podmonitors', 'servicemonitors', 'probes', 'prometheusrules']) {
        server.kubectl(['create', '-f', join(CRDS, `${name}.json`)]);
        await established(server, `${name}.monitoring.coreos.com`);
      }
      for (const name of ['monitoring', 'shop', 'bank', 'vault'])
        server.kubectl(['create', 'namespace', name]);
      for (const level of ['restricted', 'baseline', 'privileged']) {
        const labels = { 'pod-security.kubernetes.io/enforce': level };
        await server.request('POST', '/api/v1/namespaces', { metadata: { name: level, labels } });
      }
    }, 120_000);
    afterAll(() => server?.stop());

    /** Has it judge everything, and keep nothing: names of what it would have made. */
    const judged = (text: string, where: 'server' | 'client'): string[] =>
      server
        .kubectl(['apply', `--dry-run=${where}`, '--validate=strict', '-f', '-', '-o', 'name'], text)
        .trim()
        .split('\n');

    it.each(valuesFiles('valid'))('takes each object of $name, strictly', ({ path }) => {
      const text = render(path);
      expect(judged(text, 'server')).toHaveLength(objectsIn(text).length);
    });

    it.each(MANIFEST_NAMES)('takes the plain manifest of %s, and kubectl by itself does', (name) => {
      const text = readFileSync(manifestPaths(name)[0] ?? '', 'utf8');
      expect(judged(text, 'server')).toHaveLength(objectsIn(text).length);
      expect(judged(text, 'client')).toHaveLength(objectsIn(text).length);
    });

    it('takes the Probe, which asks for what the example without the operator asks for', () => {
      const text = readFileSync(join(MANIFESTS_FOLDER, 'probe.yaml'), 'utf8');
      expect(judged(text, 'server')).toEqual(['probe.monitoring.coreos.com/tls-probe']);
      const [{ spec }] = objectsIn(text) as [Json];
      const example = readFileSync(join(MANIFESTS_FOLDER, '../prometheus/probe.yml'), 'utf8');
      const [job] = parse(example).scrape_configs.filter((each: Json) => each.metrics_path === '/probe');
      expect([spec.jobName, spec.prober.path, spec.scrapeTimeout]).toEqual([
        job.job_name,
        job.metrics_path,
        job.scrape_timeout,
      ]);
      const [first] = job.static_configs;
      expect(spec.targets.staticConfig.static).toEqual(first.targets);
      expect(spec.module).toBe(first.labels['__param_module']);
      const service = theOne(objectsOf('endpoints'), 'Service');
      const [port] = service.spec.ports;
      expect(spec.prober.url).toBe(`${service.metadata.name}.${service.metadata.namespace}.svc:${port.port}`);
    });

    it('labels monitors and rules as the documentation says, also when they are applied again', () => {
      const docs = readFileSync(join(import.meta.dirname, '../../docs/deployment.md'), 'utf8');
      const block = /^kubectl apply -f deploy\/manifests\/monitors[^`]*/m.exec(docs)?.[0] ?? '';
      const commands = block.trim().split('\n');
      expect(commands).toHaveLength(2);
      const files = ['-f', 'deploy/manifests/monitors.yaml', '-f', 'deploy/manifests/rules.yaml'];
      try {
        for (const command of [...commands, ...commands.slice(0, 1)]) {
          const args = command
            .replaceAll(/deploy\/manifests/g, MANIFESTS_FOLDER)
            .split(' ')
            .slice(1);
          server.kubectl(args);
        }
        const labelled = server.kubectl([
          'get',
          '-A',
          '-l',
          'release=kube-prometheus-stack',
          '-o',
          'name',
          KINDS,
        ]);
        expect(labelled.trim().split('\n')).toHaveLength(3);
      } finally {
        server.kubectl([
          'delete',
          ...files.map((file) => file.replace('deploy/manifests', MANIFESTS_FOLDER)),
        ]);
      }
    });

    it('would refuse a field that is not in the schema', () => {
      const wrong = objectsOf('control-plane').map((object) =>
        object.kind === 'PodMonitor' ? { ...object, spec: { ...object.spec, podTargetLabel: 'x' } } : object,
      );
      const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: wrong });
      expect(() => judged(list, 'server')).toThrow(/PodMonitor.*unknown field "podTargetLabel"/);
    });

    /** Why a pod of a workload may not run in a namespace of that level; empty where it may. */
    function refusal(workload: Json, level: string): string {
      const { metadata, spec } = workload.spec.template;
      const pod = {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { ...metadata, name: 'one', namespace: level },
        // The account comes with the release.
        spec: { ...spec, serviceAccountName: 'default' },
      };
      try {
        server.kubectl(['create', '--dry-run=server', '-f', '-'], JSON.stringify(pod));
        return '';
      } catch (error) {
        return (error as Error).message;
      }
    }

    it.each(['endpoints', 'namespaces', 'patterns', 'kubeconfig', 'monitoring'])(
      'lets the pod of the Deployment into a namespace that is restricted: %s',
      (name) => {
        expect(refusal(theOne(objectsOf(name), 'Deployment'), 'restricted')).toBe('');
      },
    );

    it('lets a pod of the StatefulSet into a namespace that is restricted', () => {
      expect(refusal(theOne(objectsOf('shards'), 'StatefulSet'), 'restricted')).toBe('');
    });

    it('lets the Pod of `helm test` into a namespace that is restricted', () => {
      const pod = theOne(objectsOf('endpoints'), 'Pod');
      const text = JSON.stringify({ ...pod, metadata: { ...pod.metadata, namespace: 'restricted' } });
      expect(server.kubectl(['create', '--dry-run=server', '-o', 'name', '-f', '-'], text)).toContain('pod/');
    });

    it('lets a pod of the DaemonSet in only where folders of the node may be mounted, and finds nothing else', () => {
      const daemonSet = theOne(objectsOf('defaults'), 'DaemonSet');
      expect(refusal(daemonSet, 'privileged')).toBe('');
      expect(refusal(daemonSet, 'baseline')).toMatch(
        /violates PodSecurity "baseline:latest": hostPath volumes \([^)]*\)\n/,
      );
      expect(refusal(daemonSet, 'restricted')).toMatch(
        /violates PodSecurity "restricted:latest": restricted volume types \([^)]*\)\n/,
      );
    });

    describe('and Helm', () => {
      const run = (...args: readonly string[]) => {
        const kubeconfig = server.kubeconfig({ token: server.files.adminToken });
        return helm(...args, `--kubeconfig=${kubeconfig}`, '--namespace=monitoring');
      };
      const notes = (...args: readonly string[]): string => {
        const { status, stdout, stderr } = run('install', 'noted', CHART, '--dry-run=server', ...args);
        if (status !== 0) throw new Error(stderr);
        return stdout.split('NOTES:\n')[1] ?? '';
      };

      it('say in the notes where to look, and what is still missing', () => {
        const missing = notes();
        expect(missing).toContain(
          'kubectl -n monitoring port-forward daemonset/noted-tls-cert-exporter-nodes 9201',
        );
        expect(missing).toMatch(/nodes\.readAs=root/);
        expect(missing).toContain('The image is tls-cert-exporter:0.1.0, without a registry');
        expect(missing).toContain(
          'helm upgrade noted CHART --namespace monitoring --reuse-values --set image.reg',
        );
        expect(missing).toMatch(/Nothing tells Prometheus where they are\./);
        expect(missing).toMatch(/Nobody is alerted by this release/);
        const told = notes(
          '--set=podMonitor.enabled=true,prometheusRule.enabled=true,nodes.readAs=root',
          '--set=image.registry=registry.example.com',
        );
        expect(told).not.toMatch(
          /Nothing tells Prometheus|Nobody is alerted|nodes\.readAs|without a registry/,
        );
        const closed = ['--set=web.secretName=web', '--set=podMonitor.enabled=true'];
        expect(notes(...closed)).toMatch(/podMonitor scrapes by plain HTTP and without a password/);
        expect(notes(...closed, '--set=podMonitor.scheme=https')).not.toMatch(/scrapes by plain HTTP/);
        const shards = notes(`--values=${valuesFile('shards')}`);
        expect(shards).toContain('the StatefulSet tls-endpoints');
        expect(shards).toContain('helm test noted --namespace monitoring');
      });

      it('install, change and take away a release, and leave nothing behind', () => {
        const installed = (): string[] =>
          server
            .kubectl([
              'get',
              'all,configmap,role,clusterrole,podmonitor,serviceaccount',
              '-A',
              '-o',
              'name',
              '-l',
              'app.kubernetes.io/instance=release',
            ])
            .split('\n')
            .filter(Boolean);
        expect(run('install', 'release', CHART, `--values=${valuesFile('control-plane')}`).stderr).toBe('');
        expect(installed()).toContain('daemonset.apps/release-tls-cert-exporter-nodes');
        const upgrade = run('upgrade', 'release', CHART, `--values=${valuesFile('namespaces')}`);
        expect(upgrade.stderr).toBe('');
        expect(installed()).toContain('deployment.apps/release-tls-cert-exporter-endpoints');
        expect(installed()).not.toContain('daemonset.apps/release-tls-cert-exporter-nodes');
        expect(run('uninstall', 'release').stderr).toBe('');
        expect(installed()).toEqual([]);
      });
    });
  },
);
