import { onTestFinished } from 'vitest';
import { builtBundle } from '../bundle.ts';
import { startApiServer } from '../kubernetes/api-server.ts';
import { createCertManagerKinds } from '../kubernetes/custom-kinds.ts';
import { base64 } from '../kubernetes/objects.ts';
import { type ListeningProcess, startListening } from '../listening-process.ts';
import { aged, DAY } from './aged.ts';

export interface FaultyCluster {
  readonly exporter: ListeningProcess;
  readonly namespace: string;
  /** Does what cert-manager would have done. */
  readonly mend: () => Promise<void>;
}

/** As cert-manager writes it. */
const inDays = (days: number): string => new Date(Date.now() + days * DAY * 1000).toISOString();

/**
 * A real API server with Certificates of cert-manager and their Secrets: one that should have been renewed ten days
 * ago, one that is in its last days because of that, and one that is as it should be. There is no cert-manager: what it says in the status is written here.
 */
export async function faultyCluster(): Promise<FaultyCluster> {
  const server = await startApiServer();
  onTestFinished(() => server.stop());
  const namespace = await server.namespace();
  await createCertManagerKinds(server);
  const secret = (name: string, left: number) => ({
    metadata: { name },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': base64(aged(name, left, 90).pem), 'tls.key': '' },
  });
  const status = (left: number) => ({
    conditions: [{ type: 'Ready', status: 'True' }],
    notAfter: inDays(left),
    renewalTime: inDays(left - 30),
  });
  const secrets = `/api/v1/namespaces/${namespace}/secrets`;
  const certificates = `/apis/cert-manager.io/v1/namespaces/${namespace}/certificates`;
  for (const [name, left] of [
    ['fine', 60],
    ['forgotten', 20],
    ['urgent', 5],
  ] as const) {
    await server.request('POST', secrets, secret(name, left));
    await server.request('POST', certificates, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'Certificate',
      metadata: { name },
      spec: { secretName: name },
      status: status(left),
    });
  }
  const source = {
    name: 'cluster',
    type: 'kubernetes',
    kubeconfig: server.kubeconfig({ token: server.files.adminToken }),
    objects: [
      { kind: 'secrets', namespaces: [namespace] },
      { kind: 'certificates.cert-manager.io', namespaces: [namespace] },
    ],
  };
  const config = { scan: { interval: '1s' }, sources: [source] };
  // As the user of this test, for whom alone the cluster's files are.
  const exporter = await startListening(process.execPath, [
    await builtBundle(),
    '--web.listen-address=127.0.0.1:0',
    `--config.file=${server.files.write('config.yml', JSON.stringify(config))}`,
  ]);
  const mend = async (): Promise<void> => {
    for (const name of ['forgotten', 'urgent']) {
      await server.request('PATCH', `${secrets}/${name}`, secret(name, 90));
      await server.request('PATCH', `${certificates}/${name}`, { status: status(90) });
    }
  };
  return { exporter, namespace, mend };
}
