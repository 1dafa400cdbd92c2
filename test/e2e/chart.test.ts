import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type StartedTestContainer, Wait } from 'testcontainers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildImage, engineMissing, HardenedContainer } from '../support/docker.ts';
import { objectsOf, theOne } from '../support/helm.ts';
import type { Json } from '../support/kubernetes/api-server.ts';
import { makeCertificate } from '../support/openssl.ts';
import { programMissing } from '../support/programs.ts';

/** The node's file system, with a kubeadm control plane on it, and the Secret of a web configuration. */
let node: string;
let web: string;
/** The ConfigMap with what the chart turns on by itself. */
let config: string;
const started: StartedTestContainer[] = [];

function put(root: string, path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
  chmodSync(join(root, path), mode);
}

const containerOf = (name: string, kind = 'DaemonSet'): Json =>
  theOne(objectsOf(name), kind).spec.template.spec.containers[0];

/** Runs the container of a pod as the kubelet would: its arguments, user, capabilities and mounts. */
async function run(spec: Json): Promise<StartedTestContainer> {
  const { runAsUser, capabilities, readOnlyRootFilesystem } = spec.securityContext;
  expect(readOnlyRootFilesystem).toBe(true);
  const sources = new Map([
    ['/host', node],
    ['/web', web],
    ['/config', config],
  ]);
  const mounts = spec.volumeMounts.map(({ mountPath }: Json) => ({
    source: sources.get(mountPath),
    target: mountPath,
    mode: 'ro',
  }));
  const { containerPort } = spec.ports[0];
  const container = new HardenedContainer()
    .withUser(String(runAsUser))
    .withAddedCapabilities(...(capabilities.add ?? []))
    .withBindMounts(mounts)
    .withCommand(spec.args)
    .withExposedPorts(containerPort)
    .withWaitStrategy(
      spec.readinessProbe.httpGet === undefined
        ? Wait.forLogMessage(/First collection complete/)
        : Wait.forHttp(spec.readinessProbe.httpGet.path, containerPort),
    );
  const running = await container.start();
  started.push(running);
  return running;
}

const paths = async (running: StartedTestContainer): Promise<string[]> => {
  const url = `http://${running.getHost()}:${running.getMappedPort(9201)}/metrics`;
  const text = await (await fetch(url)).text();
  const found = [...text.matchAll(/^tls_cert_not_after_timestamp_seconds\{.*?path="([^"]*)"/gm)];
  return found.map((match) => match[1] ?? '').toSorted((a, b) => (a < b ? -1 : 1));
};

describe.skipIf(engineMissing('the chart in containers') || programMissing('helm'))(
  'the container that the chart describes',
  () => {
    beforeAll(() => {
      node = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-node-'));
      web = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-web-'));
      chmodSync(node, 0o755);
      config = mkdtempSync(join(tmpdir(), 'tls-cert-exporter-config-'));
      chmodSync(web, 0o755);
      chmodSync(config, 0o755);
      put(config, 'config.yml', theOne(objectsOf('defaults'), 'ConfigMap').data['config.yml']);
      const { certificate, key } = makeCertificate('www.example.com', 30);
      put(node, 'etc/ssl/certs/www.crt', certificate);
      put(node, 'etc/ssl/certs/other.pem', certificate);
      put(node, 'etc/kubernetes/pki/apiserver.crt', certificate);
      put(node, 'etc/kubernetes/pki/etcd/server.crt', certificate, 0o600);
      chownSync(join(node, 'etc/kubernetes/pki/etcd/server.crt'), 70, 70);
      put(node, 'var/lib/kubelet/pki/kubelet-client-current.pem', certificate, 0o600);
      put(web, 'web-config.yml', 'tls_server_config: { cert_file: tls.crt, key_file: tls.key }\n');
      put(web, 'tls.crt', certificate);
      put(web, 'tls.key', key);
      buildImage();
    }, 600_000);

    afterAll(async () => {
      for (const one of started) await one.stop();
      for (const folder of [node, web, config]) rmSync(folder, { recursive: true });
    });

    it('shows the default places of the node, as far as everybody may read them', async () => {
      expect(await paths(await run(containerOf('defaults')))).toEqual([
        '/etc/kubernetes/pki/apiserver.crt',
        '/etc/ssl/certs/other.pem',
        '/etc/ssl/certs/www.crt',
      ]);
    });

    it('shows what the DaemonSet in the field is told to show, with its arguments unchanged', async () => {
      expect(await paths(await run(containerOf('field-daemonset')))).toEqual(['/etc/ssl/certs/www.crt']);
    });

    it('behind TLS says to the command of its probes that it is well', async () => {
      const spec = containerOf('control-plane');
      const running = await run(spec);
      const { exitCode } = await running.exec(spec.readinessProbe.exec.command);
      expect(exitCode).toBe(0);
      const elsewhere = [...spec.livenessProbe.exec.command.slice(0, -1), '--web.listen-address=:9999'];
      expect((await running.exec(elsewhere)).exitCode).toBe(1);
    });

    it('opens files of every user with the capability for that', async () => {
      const spec = containerOf('control-plane');
      const args = spec.args.filter((argument: string) => !argument.startsWith('--web.'));
      const volumeMounts = spec.volumeMounts.filter(({ mountPath }: Json) => mountPath !== '/web');
      const { ports, readinessProbe } = containerOf('defaults');
      const running = await run({ ...spec, args, volumeMounts, ports, readinessProbe });
      expect(await paths(running)).toEqual([
        '/etc/kubernetes/pki/apiserver.crt',
        '/etc/kubernetes/pki/etcd/server.crt',
        '/var/lib/kubelet/pki/kubelet-client-current.pem',
      ]);
    });
  },
);
