import { createCertificate, createChain, toPem } from '../certificate-factory.ts';
import { runProgram } from '../programs.ts';
import type { ApiServer } from './api-server.ts';
import { createCertManagerKinds, createKind } from './custom-kinds.ts';
import { base64 } from './objects.ts';

/** Everything in a cluster that a certificate can hide in, and much that only looks like it. */
export interface ClusterContents {
  /** A namespace with objects of every kind. */
  readonly shop: string;
  /** A namespace with one TLS Secret. */
  readonly bank: string;
}

let expiry = 1_900_000_000;
/** Another certificate each time, with an expiry that no other has. */
const certificate = (name: string) => createCertificate({ subject: name, notAfter: (expiry += 86_400) });

export async function fillCluster(server: ApiServer): Promise<ClusterContents> {
  const shop = await server.namespace();
  const bank = await server.namespace();
  await createSecrets(server, shop);
  await createSecret(server, bank, 'vault', 'kubernetes.io/tls', tlsData('vault.example.com'));
  await server.request('POST', `/api/v1/namespaces/${shop}/configmaps`, {
    metadata: { name: 'trust', labels: { team: 'web' } },
    data: { 'ca.crt': certificate('config map').pem, readme: 'no certificate' },
    binaryData: { 'ca.der': base64(certificate('config map, DER').der) },
  });
  await createWebhooks(server, shop);
  await createApiServices(server, shop);
  await createSigningRequest(server, shop);
  await createCertManager(server, shop);
  return { shop, bank };
}

async function createSecret(
  server: ApiServer,
  namespace: string,
  name: string,
  type: string,
  data: Readonly<Record<string, string | Uint8Array>>,
  metadata: object = {},
): Promise<void> {
  await server.request('POST', `/api/v1/namespaces/${namespace}/secrets`, {
    metadata: { name, ...metadata },
    type,
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
  });
}

function tlsData(name: string) {
  const { leaf, intermediate, root } = createChain({ subject: name, notAfter: (expiry += 86_400) });
  return { 'tls.crt': leaf.pem + intermediate.pem, 'tls.key': leaf.privateKeyPem, 'ca.crt': root.pem };
}

/** One of every type that Kubernetes knows (its documentation, "Types of Secret"), and of some that others made up. */
async function createSecrets(server: ApiServer, namespace: string): Promise<void> {
  const create = (
    ...rest: Parameters<typeof createSecret> extends [unknown, unknown, ...infer Rest] ? Rest : never
  ) => createSecret(server, namespace, ...rest);
  const labels = { team: 'web', 'app.kubernetes.io/name': 'shop' };
  await create('www', 'kubernetes.io/tls', tlsData('www.example.com'), { labels });
  await create('acme', 'kubernetes.io/tls', { ...tlsData('acme.example.com'), 'ca.crt': '' });
  await create('opaque', 'Opaque', { 'app.crt': certificate('opaque').pem, password: 'x' });
  await create('istio', 'istio.io/cacerts', { 'ca-cert.pem': certificate('istio').pem });
  await create('helm', 'helm.sh/release.v1', { release: certificate('inside of a chart').pem });
  const registry = JSON.stringify({ auths: {} });
  await create('registry', 'kubernetes.io/dockerconfigjson', { '.dockerconfigjson': registry });
  await create('old-registry', 'kubernetes.io/dockercfg', { '.dockercfg': '{}' });
  await create('basic', 'kubernetes.io/basic-auth', { username: 'a', password: 'b' });
  await create('ssh', 'kubernetes.io/ssh-auth', { 'ssh-privatekey': 'x' });
  await create('bootstrap', 'bootstrap.kubernetes.io/token', { 'token-id': 'abcdef' });
  await server.serviceAccount(namespace, 'robot');
  const account = { annotations: { 'kubernetes.io/service-account.name': 'robot' } };
  const token = { 'ca.crt': certificate('service account').pem, token: 'x' };
  await create('robot-token', 'kubernetes.io/service-account-token', token, account);
}

async function createWebhooks(server: ApiServer, name: string): Promise<void> {
  const root = '/apis/admissionregistration.k8s.io/v1';
  const webhook = (own: string) => ({
    name: own,
    clientConfig: {
      service: { namespace: name, name: 'nobody' },
      caBundle: base64(certificate(own).pem + certificate(`${own}, second`).pem),
    },
    // It matches nothing, so that nothing waits for it.
    rules: [
      { apiGroups: ['none.example.com'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['x'] },
    ],
    sideEffects: 'None',
    admissionReviewVersions: ['v1'],
  });
  for (const kind of ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations']) {
    const webhooks = [webhook(`a.${kind}.example.com`), webhook(`b.${kind}.example.com`)];
    await server.request('POST', `${root}/${kind}`, { metadata: { name }, webhooks });
  }
}

async function createApiServices(server: ApiServer, name: string): Promise<void> {
  const service = { namespace: name, name: 'nobody' };
  await server.request('POST', '/apis/apiregistration.k8s.io/v1/apiservices', {
    metadata: { name: 'v1.far.example.com' },
    spec: {
      group: 'far.example.com',
      version: 'v1',
      groupPriorityMinimum: 1,
      versionPriority: 1,
      service,
      caBundle: base64(certificate('API service').pem),
    },
  });
  const clientConfig = { service, caBundle: base64(certificate('conversion').pem) };
  await createKind(server, 'example.com', 'things', 'Thing', {
    strategy: 'Webhook',
    webhook: { clientConfig, conversionReviewVersions: ['v1'] },
  });
}

async function createSigningRequest(server: ApiServer, name: string): Promise<void> {
  const root = '/apis/certificates.k8s.io/v1/certificatesigningrequests';
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '/dev/null'];
  const made = runProgram('openssl', ['req', '-new', ...key, '-subj', `/CN=${name}`]);
  const spec = { request: base64(made.stdout), signerName: 'example.com/signer', usages: ['client auth'] };
  const created = await server.request('POST', root, { metadata: { name }, spec });
  const conditions = [{ type: 'Approved', status: 'True', reason: 'Test', message: 'Test' }];
  const approved = await server.request('PUT', `${root}/${name}/approval`, {
    ...created,
    status: { conditions },
  });
  const issued = { conditions, certificate: base64(certificate('signing request').pem) };
  await server.request('PUT', `${root}/${name}/status`, { ...approved, status: issued });
}

async function createCertManager(server: ApiServer, namespace: string): Promise<void> {
  await createCertManagerKinds(server);
  const root = `/apis/cert-manager.io/v1/namespaces/${namespace}`;
  await server.request('POST', `${root}/certificates`, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'www' },
    spec: { secretName: 'www' },
    status: {
      conditions: [{ type: 'Ready', status: 'True' }],
      notAfter: '2030-03-19T17:46:40Z',
      renewalTime: '2030-02-17T17:46:40Z',
    },
  });
  await server.request('POST', `${root}/certificaterequests`, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'CertificateRequest',
    metadata: { name: 'www-1' },
    status: { certificate: base64(toPem(certificate('certificate request').der)) },
  });
}
