import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { ApiClient } from '../../src/kubernetes/api-client.ts';
import { follow } from '../../src/kubernetes/follow.ts';
import type { ResourceKind } from '../../src/kubernetes/resource-kind.ts';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { admin, createSecret, following, mayRead, pod, reader } from '../support/kubernetes/as-somebody.ts';
import { established } from '../support/kubernetes/custom-kinds.ts';
import { SECRETS } from '../support/kubernetes/following.ts';
import { apiServerMissing, kubernetesProgram } from '../support/kubernetes/kubernetes-programs.ts';

const CERTIFICATES: ResourceKind = {
  group: 'example.com',
  version: 'v1',
  resource: 'certificates',
  kind: 'Certificate',
  namespaced: true,
};

/** Real lists and watches. What a real API server cannot be made to show is in follow-*.test.ts. */
describe.skipIf(apiServerMissing('following a real API server'))('following a real API server', () => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer();
  });
  afterAll(async () => server?.stop());

  it('lists and watches in the one namespace that a ServiceAccount may read', async () => {
    const namespace = await server.namespace();
    const { client } = pod(server, await reader(server, namespace));
    await createSecret(server, namespace, 'a');
    const { handler, follower } = following(client, { namespace });
    expect(await handler.until('synced')).toEqual(['begin', '+a', 'synced']);
    await createSecret(server, namespace, 'b');
    await server.request('PATCH', `/api/v1/namespaces/${namespace}/secrets/b`, { stringData: { x: 'y' } });
    await server.request('DELETE', `/api/v1/namespaces/${namespace}/secrets/a`);
    expect((await handler.until('-a')).slice(3)).toEqual(['+b', '+b', '-a']);
    expect(follower.state).toMatchObject({ up: true, synced: true, problem: undefined });
  });

  it.each([
    [{}, undefined, ['+a', '+b']],
    [{ fieldSelector: 'metadata.name=a' }, 'a', ['+a']],
  ])('says which right is missing for %o, in commands that give it', async (selection, only, found) => {
    const [own, other] = [await server.namespace(), await server.namespace()];
    const { client } = pod(server, await reader(server, own));
    await createSecret(server, other, 'a');
    await createSecret(server, other, 'b');
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
    await mayRead(server, other, { kind: 'ServiceAccount', name: 'exporter', namespace: own }, only);
    const { handler } = following(client, { namespace: other, ...selection });
    expect(await handler.until('synced')).toEqual(['begin', ...found, 'synced']);
  });

  it('reads all pages, compressed where they are big', async () => {
    const namespace = await server.namespace();
    const names = Array.from({ length: 25 }, (_, index) => `s-${String(index).padStart(2, '0')}`);
    await Promise.all(
      names.map(async (name) => createSecret(server, namespace, name, 'ä"\\'.repeat(10_000))),
    );
    const { client } = admin(server);
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
    for (let index = 0; index < 5; index++) await createSecret(server, namespace, `s-${index}`);
    const { client } = admin(server);
    let lists = 0;
    const statuses: number[] = [];
    const meddling: ApiClient = {
      server: client.server,
      get: async (path, signal) => {
        if (!path.includes('watch=') && ++lists === 2) {
          // Behind the page that was read already, and before the one that comes.
          await server.request('DELETE', `/api/v1/namespaces/${namespace}/secrets/s-0`);
          await createSecret(server, namespace, 's-9');
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
    await createSecret(server, namespace, 'a');
    const { handler, follower } = following(admin(server).client, { namespace });
    await handler.until('synced');
    onTestFinished(async () => server.resume());
    await server.halt();
    await expect
      .poll(() => follower.state.problem?.detail, { timeout: 120_000 })
      .toBe(`Cannot ask the API server ${server.url}: nothing listens there (ECONNREFUSED).`);
    expect(follower.state).toMatchObject({ up: false, synced: true, problem: { reason: 'api_error' } });
    await server.resume();
    await createSecret(server, namespace, 'b');
    await handler.until('+b');
    await server.halt();
    await server.resume();
    await server.request('DELETE', `/api/v1/namespaces/${namespace}/secrets/a`);
    await server.compact();
    await expect
      .poll(() => handler.told.slice(3).includes('-a') || handler.told.slice(3).includes('synced'), {
        timeout: 120_000,
      })
      .toBe(true);
    expect(follower.state).toMatchObject({ up: true, problem: undefined });
  }, 300_000);

  it('says that the cluster has no such objects, and finds them once it has', async () => {
    const { client } = admin(server);
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
    await established(server, 'certificates.example.com');
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
