import { vi } from 'vitest';
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
  await established(server, 'certificates.cert-manager.io', 'certificaterequests.cert-manager.io');
}

/** Waits until there can be objects of these kinds: the names of their definitions. */
export async function established(server: ApiServer, ...names: readonly string[]): Promise<void> {
  const wait = ['wait', '--for=condition=Established', ...names.map((name) => `crd/${name}`)];
  // kubectl takes a definition that has no conditions yet for an error, where it should wait.
  const patience = { timeout: 60_000, interval: 100 };
  await vi.waitFor(() => server.kubectl(wait), patience);
  // What answers for them notices a moment later that it is to.
  for (const name of names) {
    const definition = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`;
    const { spec } = await server.request('GET', definition);
    const objects = `/apis/${spec.group}/${spec.versions[0].name}/${spec.names.plural}`;
    await vi.waitFor(() => server.request('GET', objects), patience);
  }
}
