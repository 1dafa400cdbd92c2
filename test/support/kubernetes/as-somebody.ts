import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { ApiClient } from '../../../src/kubernetes/api-client.ts';
import type { Cluster } from '../../../src/kubernetes/cluster-settings.ts';
import { follow } from '../../../src/kubernetes/follow.ts';
import type { Follower, FollowOptions } from '../../../src/kubernetes/following.ts';
import { openCluster } from '../../../src/kubernetes/open-cluster.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import type { ApiServer } from './api-server.ts';
import { RecordingHandler, SECRETS } from './following.ts';

/** Opens a cluster by a kubeconfig; closed when the test ends. */
export function opened(kubeconfig: string): Cluster {
  const cluster = openCluster({ kubeconfig });
  onTestFinished(() => cluster.close());
  return cluster;
}

/** Somebody who may do everything. */
export function admin(server: ApiServer): Cluster {
  return opened(server.kubeconfig({ token: server.files.adminToken }));
}

/** The cluster as a pod sees it that has this token; `mount` replaces the token. */
export function pod(server: ApiServer, token: string): Cluster & { mount: (token: string) => void } {
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

/** Follows Secrets, unless told otherwise, until the test ends. */
export function following(
  client: ApiClient,
  options: Partial<FollowOptions>,
): { handler: RecordingHandler; follower: Follower } {
  const handler = new RecordingHandler();
  const follower = follow(client, { kind: SECRETS, namespace: undefined, pageSize: 10, ...options }, handler);
  onTestFinished(() => follower.close());
  return { handler, follower };
}

export async function createSecret(
  server: ApiServer,
  namespace: string,
  name: string,
  value = '',
): Promise<void> {
  await server.request('POST', `/api/v1/namespaces/${namespace}/secrets`, {
    metadata: { name, labels: { app: name } },
    stringData: { value },
  });
}

/** A subject of RBAC. */
export interface Subject {
  readonly kind: 'ServiceAccount' | 'Group';
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
  readonly apiGroup?: string;
}

const SOON = { timeout: 60_000, interval: 20 };

/**
 * Waits until a subject may read the Secrets of a namespace, or the named one: the API server notices rights a moment
 * after it has them.
 */
export async function mayRead(
  server: ApiServer,
  namespace: string,
  subject: Subject,
  secret?: string,
): Promise<void> {
  const { kind, name } = subject;
  const who =
    kind === 'Group' ? { groups: [name] } : { user: `system:serviceaccount:${subject.namespace}:${name}` };
  for (const verb of ['list', 'watch']) {
    const spec = { ...who, resourceAttributes: { namespace, verb, resource: 'secrets', name: secret } };
    await vi.waitFor(async () => {
      const { status } = await server.request('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
        spec,
      });
      if (status.allowed !== true) throw new Error(`${name} may not ${verb} the Secrets of ${namespace}`);
    }, SOON);
  }
}

/** Waits until a token is no good any more, which the API server notices a moment after its account is gone. */
export async function isRevoked(server: ApiServer, token: string): Promise<void> {
  await vi.waitFor(async () => {
    const { status } = await server.request('POST', '/apis/authentication.k8s.io/v1/tokenreviews', {
      spec: { token },
    });
    if (status.authenticated === true) throw new Error('the token is good still');
  }, SOON);
}

/** Lets a subject of RBAC read the Secrets of a namespace, and waits until it may. */
export async function allow(server: ApiServer, namespace: string, subject: Subject): Promise<void> {
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
  await mayRead(server, namespace, subject);
}

/** Creates the ServiceAccount `exporter`, which may read the Secrets of its own namespace; gives back a token of it. */
export async function reader(server: ApiServer, namespace: string): Promise<string> {
  await server.serviceAccount(namespace, 'exporter');
  await allow(server, namespace, { kind: 'ServiceAccount', name: 'exporter', namespace });
  return server.serviceAccountToken(namespace, 'exporter');
}
