import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../src/cli/parse.ts';
import { relay } from '../../src/cli/relay.ts';
import { objectsIn, theOne } from '../support/helm.ts';
import { type ApiServer, type Json, startApiServer } from '../support/kubernetes/api-server.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';

const ROOT = join(import.meta.dirname, '../..');
const text = readFileSync(join(ROOT, 'deploy/manifests/relay.yaml'), 'utf8');
const objects = objectsIn(text);
const podOf = (): Json => theOne(objects, 'Deployment').spec.template;
const containerOf = (): Json => podOf().spec.containers[0];

describe('the manifest of the relay', () => {
  it('runs a command line that the program takes, with files out of the Secret that its comment makes', () => {
    const [command, ...argv] = containerOf().args;
    expect(command).toBe('relay');
    const args = parse(relay, argv);
    const [mount] = containerOf().volumeMounts;
    const [, secret, keys = ''] = /create secret generic (\S+) ((?:--from-file=\S+ ?)+)/.exec(text) ?? [];
    expect(podOf().spec.volumes[0].secret.secretName).toBe(secret);
    const files = [...keys.matchAll(/--from-file=(\S+)/g)].map((match) => `${mount.mountPath}/${match[1]}`);
    expect(files).toEqual([args.value('dingtalk.url-file'), args.value('dingtalk.secret-file')]);
  });

  it('is reached at the address of its comment and of docs/relay.md, by nobody but Alertmanager', () => {
    const { metadata, spec } = theOne(objects, 'Service');
    const [port] = spec.ports;
    const address = `http://${metadata.name}.${metadata.namespace}.svc:${port.port}/`;
    expect(text).toContain(address);
    expect(readFileSync(join(ROOT, 'docs/relay.md'), 'utf8')).toContain(address);
    expect(podOf().metadata.labels).toEqual(spec.selector);
    expect(containerOf().ports[0]).toMatchObject({ name: port.targetPort, containerPort: port.port });
    const policy = theOne(objects, 'NetworkPolicy').spec;
    expect(policy.podSelector.matchLabels).toEqual(spec.selector);
    expect(policy.ingress).toHaveLength(1);
    expect(policy.ingress[0].from).toEqual([
      { podSelector: { matchLabels: { 'app.kubernetes.io/name': 'alertmanager' } } },
    ]);
  });

  it('is scraped by no job of the exporter', () => {
    // deploy/prometheus/kubernetes.yml and the monitors keep ports of the name metrics.
    expect(containerOf().ports.map(({ name }: Json) => name)).not.toContain('metrics');
  });
});

describe.skipIf(apiServerMissing('the manifest of the relay'))('a real API server', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer();
    server.kubectl(['create', 'namespace', 'monitoring']);
    const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
    await server.request('POST', '/api/v1/namespaces', { metadata: { name: 'restricted', labels } });
  }, 120_000);
  afterAll(() => server?.stop());

  it('takes each object of it, strictly', () => {
    const args = ['create', '--dry-run=server', '--validate=strict', '-o', 'name', '-f', '-'];
    expect(server.kubectl(args, text).trim().split('\n')).toHaveLength(objects.length);
  });

  it('lets its pod into a namespace that is restricted', () => {
    const { metadata, spec } = podOf();
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { ...metadata, name: 'relay', namespace: 'restricted' },
      spec,
    };
    const args = ['create', '--dry-run=server', '-o', 'name', '-f', '-'];
    expect(server.kubectl(args, JSON.stringify(pod)).trim()).toBe('pod/relay');
  });
});
