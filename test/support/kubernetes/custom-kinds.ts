import type { ApiServer } from './api-server.ts';

/** Makes a kind of objects in namespaces that may hold anything, of version 1. */
export async function createKind(
  server: ApiServer,
  group: string,
  plural: string,
  kind: string,
  conversion?: object,
): Promise<void> {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  await server.request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', {
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: { plural, singular: kind.toLowerCase(), kind, listKind: `${kind}List` },
      versions: [{ name: 'v1', served: true, storage: true, schema }],
      ...(conversion && { conversion }),
    },
  });
}

/** Makes the kinds of cert-manager, without cert-manager, and waits until there can be objects of them. */
export async function createCertManagerKinds(server: ApiServer): Promise<void> {
  await createKind(server, 'cert-manager.io', 'certificates', 'Certificate');
  await createKind(server, 'cert-manager.io', 'certificaterequests', 'CertificateRequest');
  server.kubectl([
    'wait',
    '--for=condition=Established',
    'crd/certificates.cert-manager.io',
    'crd/certificaterequests.cert-manager.io',
  ]);
}
