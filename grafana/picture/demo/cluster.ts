import { setTimeout as pause } from 'node:timers/promises';
import type { ApiServer } from '../../../test/support/kubernetes/api-server.ts';
import { startApiServer } from '../../../test/support/kubernetes/api-server.ts';
import { createKind } from '../../../test/support/kubernetes/custom-kinds.ts';
import { apiServerMissing } from '../../../test/support/kubernetes/kubernetes-programs.ts';
import { chain, DAY, leaf } from './certificates.ts';

/** Secrets with the days that their certificates have left, by namespace. */
const SECRETS = {
  shop: { 'www-tls': 58, 'cart-tls': 41, 'search-tls': 74 },
  payments: { 'gateway-tls': 9.3, 'ledger-tls': 66 },
  monitoring: { 'grafana-tls': 35, 'prometheus-tls': 82 },
  'ingress-nginx': { 'default-tls': 52 },
} as const;

/** A renewal that does not succeed. */
const FAILING = 'gateway-tls';

/** A real API server with certificates in it; the configuration of its exporter, undefined where there is none to start. */
export async function cluster(stack: AsyncDisposableStack): Promise<object | undefined> {
  if (apiServerMissing('the Kubernetes row of the picture')) return undefined;
  const server = await startApiServer();
  stack.defer(() => server.stop());
  await createKind(server, 'cert-manager.io', 'certificates', 'Certificate');
  while (!(await hasKind(server))) await pause(100);
  for (const [namespace, secrets] of Object.entries(SECRETS)) {
    await server.request('POST', '/api/v1/namespaces', { metadata: { name: namespace } });
    for (const [name, left] of Object.entries(secrets)) await createManaged(server, namespace, name, left);
  }
  const kubeconfig = server.kubeconfig({ token: server.files.adminToken });
  const objects = [{ kind: 'secrets' }, { kind: 'certificates.cert-manager.io' }];
  return { sources: [{ name: 'cluster', type: 'kubernetes', kubeconfig, objects }] };
}

async function createManaged(
  server: ApiServer,
  namespace: string,
  name: string,
  left: number,
): Promise<void> {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const certificate = leaf(`${name.replace('-tls', '')}.${namespace}.svc`, left);
  const data = { 'tls.crt': base64(chain(certificate)), 'tls.key': base64(certificate.privateKeyPem) };
  await server.request('POST', `/api/v1/namespaces/${namespace}/secrets`, {
    metadata: { name },
    type: 'kubernetes.io/tls',
    data,
  });
  const day = (days: number): string =>
    new Date(Date.now() + days * DAY * 1000).toISOString().replace(/\.\d+/, '');
  await server.request('POST', `/apis/cert-manager.io/v1/namespaces/${namespace}/certificates`, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: name.replace('-tls', '') },
    spec: { secretName: name },
    status: {
      conditions: [{ type: 'Ready', status: name === FAILING ? 'False' : 'True' }],
      notAfter: day(left),
      renewalTime: day(left - 30),
    },
  });
}

/** Whether there can be certificates of cert-manager: the API server takes a moment after their definition. */
async function hasKind(server: ApiServer): Promise<boolean> {
  const answer = server.request('GET', '/apis/cert-manager.io/v1/certificates');
  return answer.then(
    () => true,
    () => false,
  );
}
