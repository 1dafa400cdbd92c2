import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ApiClient } from '../../src/kubernetes/api-client.ts';
import type { Cluster } from '../../src/kubernetes/cluster-settings.ts';
import { follow } from '../../src/kubernetes/follow.ts';
import type { Follower, FollowOptions } from '../../src/kubernetes/following.ts';
import { openCluster } from '../../src/kubernetes/open-cluster.ts';
import type { ResourceKind } from '../../src/kubernetes/resource-kind.ts';
import { httpProxy } from '../support/http-proxy.ts';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { RecordingHandler, SECRETS } from '../support/kubernetes/following.ts';
import { apiServerMissing, kubernetesProgram } from '../support/kubernetes/kubernetes-programs.ts';
import { writtenScript } from '../support/kubernetes/written-kubeconfig.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const CERTIFICATES: ResourceKind = {
  group: 'example.com',
  version: 'v1',
  resource: 'certificates',
  kind: 'Certificate',
  namespaced: true,
};

/** Real lists, watches, rights and tokens. What a real API server cannot be made to show is in follow-*.test.ts. */
describe.skipIf(apiServerMissing('following a real API server'))('a real API server', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(async () => server?.stop());

  function opened(kubeconfig: string): Cluster {
    const cluster = openCluster({ kubeconfig });
    onTestFinished(() => cluster.close());
    return cluster;
  }

  /** As a pod would see itself; `mount` replaces the token. */
  function pod(token: string): Cluster & { mount: (token: string) => void } {
    const folder = temporaryFolder();
    const mount = (content: string): void => writeFileSync(join(folder, 'token'), content);
    mount(token);
    writeFileSync(join(folder, 'ca.crt'), server.files.authority);
    const cluster = openCluster(
      { kubeconfig: undefined },
      {
        environment: { KUBERNETES_SERVICE_HOST: '127.0.0.1', KUBERNETES_SERVICE_PORT: String(server.port) },
        serviceAccountFolder: folder,
      },
    );
    onTestFinished(() => cluster.close());
    return { ...cluster, mount };
  }

  function following(
    client: ApiClient,
    options: Partial<FollowOptions>,
  ): { handler: RecordingHandler; follower: Follower } {
    const handler = new RecordingHandler();
    const follower = follow(
      client,
      { kind: SECRETS, namespace: undefined, pageSize: 10, ...options },
      handler,
    );
    onTestFinished(() => follower.close());
    return { handler, follower };
  }

  const admin = (): Cluster => opened(server.kubeconfig({ token: server.files.adminToken }));

  async function createSecret(namespace: string, name: string, value = ''): Promise<void> {
    await server.request('POST', `/api/v1/namespaces/${namespace}/secrets`, {
      metadata: { name, labels: { app: name } },
      stringData: { value },
    });
  }

  async function allow(namespace: string, subject: object): Promise<void> {
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${namespace}`;
    await server.request('POST', `${rbac}/roles`, {
      metadata: { name: 'reader' },
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['list', 'watch'] }],
    });
    await server.request('POST', `${rbac}/rolebindings`, {
      metadata: { name: 'reader' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'reader' },
      subjects: [subject],
    });
  }

  /** A ServiceAccount that may read the Secrets of its own namespace, and a token of it. */
  async function reader(namespace: string): Promise<string> {
    await server.serviceAccount(namespace, 'exporter');
    await allow(namespace, { kind: 'ServiceAccount', name: 'exporter', namespace });
    return server.serviceAccountToken(namespace, 'exporter');
  }

  it('lists and watches in the one namespace that a ServiceAccount may read', async () => {
    const namespace = await server.namespace();
    const { client } = pod(await reader(namespace));
    await createSecret(namespace, 'a');
    const { handler, follower } = following(client, { namespace });
    expect(await handler.until('synced')).toEqual(['begin', '+a', 'synced']);
    await createSecret(namespace, 'b');
    await server.request('PATCH', `/api/v1/namespaces/${namespace}/secrets/b`, { stringData: { x: 'y' } });
    await server.request('DELETE', `/api/v1/namespaces/${namespace}/secrets/a`);
    expect((await handler.until('-a')).slice(3)).toEqual(['+b', '+b', '-a']);
    expect(follower.state).toMatchObject({ up: true, synced: true, problem: undefined });
  });

  it.each([
    [{}, ['+a', '+b']],
    [{ fieldSelector: 'metadata.name=a' }, ['+a']],
  ])('says which right is missing for %o, in commands that give it', async (selection, found) => {
    const [own, other] = [await server.namespace(), await server.namespace()];
    const { client } = pod(await reader(own));
    await createSecret(other, 'a');
    await createSecret(other, 'b');
    const { follower } = following(client, { namespace: other, ...selection });
    await follower.attempted;
    const { problem } = follower.state;
    expect(problem?.reason).toBe('permission_denied');
    const commands = /To allow it: (kubectl .*)\. It says: /.exec(problem?.detail ?? '')?.[1] ?? 'false';
    execFileSync('sh', ['-ec', commands], {
      env: {
        ...process.env,
        PATH: `${dirname(kubernetesProgram('kubectl'))}:${process.env['PATH']}`,
        KUBECONFIG: server.kubeconfig({ token: server.files.adminToken }),
        HOME: server.files.folder,
      },
    });
    const { handler } = following(client, { namespace: other, ...selection });
    expect(await handler.until('synced')).toEqual(['begin', ...found, 'synced']);
  });

  it('reads all pages, compressed where they are big', async () => {
    const namespace = await server.namespace();
    const names = Array.from({ length: 25 }, (_, index) => `s-${String(index).padStart(2, '0')}`);
    await Promise.all(names.map(async (name) => createSecret(namespace, name, 'ä"\\'.repeat(10_000))));
    const { client } = admin();
    const encodings: (string | undefined)[] = [];
    const watched: ApiClient = {
      server: client.server,
      get: async (path, signal) => {
        const response = await client.get(path, signal);
        encodings.push(response.header('content-encoding'));
        return response;
      },
    };
    const { handler } = following(watched, { namespace });
    expect(await handler.until('synced')).toEqual(['begin', ...names.map((name) => `+${name}`), 'synced']);
    expect(encodings.slice(0, 3)).toEqual(['gzip', 'gzip', 'gzip']);
    const { handler: one } = following(client, { namespace, labelSelector: 'app in (s-03)' });
    expect(await one.until('synced')).toEqual(['begin', '+s-03', 'synced']);
    const { handler: another } = following(client, { namespace, fieldSelector: 'metadata.name=s-04' });
    expect(await another.until('synced')).toEqual(['begin', '+s-04', 'synced']);
  });

  it('goes on when a list expires in the middle, and misses nothing', async () => {
    const namespace = await server.namespace();
    for (let index = 0; index < 5; index++) await createSecret(namespace, `s-${index}`);
    const { client } = admin();
    let lists = 0;
    const statuses: number[] = [];
    const meddling: ApiClient = {
      server: client.server,
      get: async (path, signal) => {
        if (!path.includes('watch=') && ++lists === 2) {
          // Behind the page that was read already, and before the one that comes.
          await server.request('DELETE', `/api/v1/namespaces/${namespace}/secrets/s-0`);
          await createSecret(namespace, 's-9');
          await server.compact();
        }
        const response = await client.get(path, signal);
        statuses.push(response.status);
        return response;
      },
    };
    const known = new Set<string>();
    let seen = new Set<string>();
    const follower = follow(
      meddling,
      { kind: SECRETS, namespace, pageSize: 2 },
      {
        begin: () => {
          seen = new Set();
        },
        upsert: ({ metadata: { name } }) => {
          seen.add(name);
          known.add(name);
        },
        remove: ({ metadata: { name } }) => known.delete(name),
        synced: () => {
          for (const name of known) if (!seen.has(name)) known.delete(name);
        },
      },
    );
    onTestFinished(() => follower.close());
    await expect
      .poll(() => [...known].sort(), { timeout: 20_000 })
      .toEqual(['s-1', 's-2', 's-3', 's-4', 's-9']);
    expect(statuses.slice(0, 2)).toEqual([200, 410]);
    expect(follower.state).toMatchObject({ up: true, problem: undefined });
  });

  it('is there again when the API server is, and has missed nothing', async () => {
    const namespace = await server.namespace();
    await createSecret(namespace, 'a');
    const { handler, follower } = following(admin().client, { namespace });
    await handler.until('synced');
    onTestFinished(async () => server.resume());
    await server.halt();
    await expect
      .poll(() => follower.state.problem?.detail, { timeout: 20_000 })
      .toBe(`Cannot ask the API server ${server.url}: nothing listens there (ECONNREFUSED).`);
    expect(follower.state).toMatchObject({ up: false, synced: true, problem: { reason: 'api_error' } });
    await server.resume();
    await createSecret(namespace, 'b');
    await handler.until('+b');
    await server.halt();
    await server.resume();
    await server.request('DELETE', `/api/v1/namespaces/${namespace}/secrets/a`);
    await server.compact();
    await expect
      .poll(() => handler.told.slice(3).includes('-a') || handler.told.slice(3).includes('synced'), {
        timeout: 20_000,
      })
      .toBe(true);
    expect(follower.state).toMatchObject({ up: true, problem: undefined });
  });

  it('goes on with a new token when the old one is refused', async () => {
    const namespace = await server.namespace();
    const cluster = pod(await reader(namespace));
    // The account is another one now: no token of the old is good.
    await server.request('DELETE', `/api/v1/namespaces/${namespace}/serviceaccounts/exporter`);
    await server.serviceAccount(namespace, 'exporter');
    const { handler, follower } = following(cluster.client, { namespace });
    await follower.attempted;
    expect(follower.state.problem).toMatchObject({ reason: 'permission_denied' });
    expect(follower.state.problem?.detail).toMatch(/does not accept the credentials \(401\)/);
    cluster.mount(await server.serviceAccountToken(namespace, 'exporter'));
    await handler.until('synced');
    expect(follower.state.problem).toBeUndefined();
  });

  it.each(['v1', 'v1beta1'])('asks a credential plugin of %s, again after a refusal', async (version) => {
    const namespace = await server.namespace();
    const folder = temporaryFolder();
    const apiVersion = `client.authentication.k8s.io/${version}`;
    const credential = (token: string): string =>
      JSON.stringify({ apiVersion, kind: 'ExecCredential', status: { token } });
    writeFileSync(join(folder, 'good'), credential(await reader(namespace)));
    writeFileSync(join(folder, 'next'), credential('revoked'));
    const command = writtenScript(folder, 'plugin', [
      'cd "$FOLDER"',
      'cat next',
      'cp good next',
      'echo x >> runs',
    ]);
    const { client } = opened(
      server.kubeconfig({ exec: { apiVersion, command, env: [{ name: 'FOLDER', value: folder }] } }),
    );
    const { handler, follower } = following(client, { namespace });
    await handler.until('synced');
    expect(follower.state.problem).toBeUndefined();
    expect(execFileSync('cat', [join(folder, 'runs')]).toString()).toBe('x\nx\n');
  });

  it('shows a client certificate, from a kubeconfig that kubectl wrote', async () => {
    const namespace = await server.namespace();
    await allow(namespace, { kind: 'Group', name: 'watchers', apiGroup: 'rbac.authorization.k8s.io' });
    const { certificate, key } = server.files.clientIdentity('alice', ['watchers']);
    const folder = temporaryFolder();
    for (const [name, content] of Object.entries({ 'tls.crt': certificate, 'tls.key': key })) {
      writeFileSync(join(folder, name), content);
    }
    const kubeconfig = join(folder, 'deep', 'config');
    mkdirSync(dirname(kubeconfig));
    const config = (args: readonly string[]): void => {
      execFileSync(kubernetesProgram('kubectl'), ['config', `--kubeconfig=${kubeconfig}`, ...args]);
    };
    config([
      'set-cluster',
      'c',
      `--server=${server.url}`,
      `--certificate-authority=${server.files.authorityFile}`,
      '--tls-server-name=kubernetes.default.svc',
    ]);
    config([
      'set-credentials',
      'u',
      `--client-certificate=${folder}/tls.crt`,
      `--client-key=${folder}/tls.key`,
    ]);
    config([
      'set-credentials',
      'embedded',
      `--client-certificate=${folder}/tls.crt`,
      `--client-key=${folder}/tls.key`,
      '--embed-certs=true',
    ]);
    config(['set-context', 'x', '--cluster=c', '--user=u', `--namespace=${namespace}`]);
    config(['set-context', 'y', '--cluster=c', '--user=embedded']);
    for (const context of ['x', 'y']) {
      const cluster = openCluster({ kubeconfig, context });
      onTestFinished(() => cluster.close());
      expect(cluster.namespace).toBe(context === 'x' ? namespace : 'default');
      const { handler } = following(cluster.client, { namespace });
      await handler.until('synced');
    }
  });

  it('does not talk to a server by another authority, unless it is told to', async () => {
    const { files } = server;
    const user = { token: files.adminToken };
    const stranger = files.clientIdentity('stranger').certificate;
    const authority = { 'certificate-authority': files.write('stranger.crt', stranger) };
    const { follower } = following(opened(server.kubeconfig(user, authority)).client, {});
    await follower.attempted;
    expect(follower.state.problem?.detail).toMatch(
      /its certificate is by an authority that is not the configured one \([A-Z_]+\)\.$/,
    );
    const named = opened(server.kubeconfig(user, { 'tls-server-name': 'example.com' }));
    const { follower: misnamed } = following(named.client, {});
    await misnamed.attempted;
    expect(misnamed.state.problem?.detail).toMatch(/its certificate is for other names/);
    expect(named.warnings).toEqual([]);
    const insecure = opened(
      server.kubeconfig(user, { 'certificate-authority': undefined, 'insecure-skip-tls-verify': true }),
    );
    expect(insecure.warnings).toHaveLength(1);
    expect(insecure.warnings[0]).toContain(`The certificate of ${server.url} is not verified`);
    await following(insecure.client, {}).handler.until('synced');
  });

  it('goes through the proxy of the kubeconfig', async () => {
    await using proxy = await httpProxy({ credentials: 'u:p' });
    const path = server.kubeconfig(
      { token: server.files.adminToken },
      { 'proxy-url': `http://u:p@127.0.0.1:${proxy.port}` },
    );
    const { handler, follower } = following(opened(path).client, {});
    await handler.until('synced');
    expect(proxy.asked[0]).toBe(`127.0.0.1:${server.port}`);
    follower.close();
  });

  it('acts as somebody else where the kubeconfig says so', async () => {
    const namespace = await server.namespace();
    const path = server.kubeconfig({ token: server.files.adminToken, as: 'bob', 'as-groups': ['staff'] });
    const { follower } = following(opened(path).client, { namespace });
    await follower.attempted;
    expect(follower.state.problem?.detail).toContain('--user=bob');
  });

  it('says that the cluster has no such objects, and finds them once it has', async () => {
    const { client } = admin();
    const { follower } = following(client, { kind: CERTIFICATES });
    await follower.attempted;
    expect(follower.state.problem).toMatchObject({ reason: 'api_error' });
    expect(follower.state.problem?.detail).toContain('has no Certificate of example.com/v1 (404)');
    await server.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
      metadata: { name: 'certificates.example.com' },
      spec: {
        group: 'example.com',
        scope: 'Namespaced',
        names: { plural: 'certificates', kind: 'Certificate' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        ],
      },
    });
    server.kubectl(['wait', '--for=condition=Established', 'crd/certificates.example.com']);
    const { handler, follower: found } = following(client, { kind: CERTIFICATES });
    await handler.until('synced');
    await server.request('POST', '/apis/example.com/v1/namespaces/default/certificates', {
      apiVersion: 'example.com/v1',
      kind: 'Certificate',
      metadata: { name: 'mine' },
    });
    await handler.until('+mine');
    expect(found.state.up).toBe(true);
  });
});
