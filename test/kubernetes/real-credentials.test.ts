import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openCluster } from '../../src/kubernetes/open-cluster.ts';
import { httpProxy } from '../support/http-proxy.ts';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { allow, following, isRevoked, opened, pod, reader } from '../support/kubernetes/as-somebody.ts';
import { apiServerMissing, kubernetesProgram } from '../support/kubernetes/kubernetes-programs.ts';
import { writtenScript } from '../support/kubernetes/written-kubeconfig.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Whom a real API server lets in, and how long. */
describe.skipIf(apiServerMissing('credentials for a real API server'))(
  'credentials for a real API server',
  () => {
    let server: ApiServer;
    beforeAll(async () => {
      server = await startApiServer();
    });
    afterAll(async () => server?.stop());

    it('goes on with a new token when the old one is refused', async () => {
      const namespace = await server.namespace();
      const token = await reader(server, namespace);
      const cluster = pod(server, token);
      // The account is another one now: no token of the old is good.
      await server.request('DELETE', `/api/v1/namespaces/${namespace}/serviceaccounts/exporter`);
      await server.serviceAccount(namespace, 'exporter');
      await isRevoked(server, token);
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
      writeFileSync(join(folder, 'good'), credential(await reader(server, namespace)));
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
      await allow(server, namespace, {
        kind: 'Group',
        name: 'watchers',
        apiGroup: 'rbac.authorization.k8s.io',
      });
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
  },
);
