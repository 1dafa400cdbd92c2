import { readContainer } from '../../../src/formats/read-container.ts';
import type { ObjectRule } from '../../../src/model/object-rule.ts';
import type { Collection, Source } from '../../../src/model/source.ts';
import {
  createKubernetesSource,
  type KubernetesSourceOptions,
} from '../../../src/sources/kubernetes/kubernetes.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { FakeCluster, NO_CLIENT } from './fake-cluster.ts';

export interface FakeSource {
  readonly cluster: FakeCluster;
  readonly source: Source;
  readonly reader: CertificateReader;
  readonly collect: () => Promise<Collection>;
}

/** A Kubernetes source over a cluster in memory. */
export function fakeSource(
  rules: readonly ObjectRule[],
  options: Partial<KubernetesSourceOptions> = {},
): FakeSource {
  const cluster = new FakeCluster();
  const reader = new CertificateReader();
  const source = createKubernetesSource({
    name: 'cluster',
    interval: 60,
    rules,
    objectLabels: [],
    pageSize: 500,
    shard: undefined,
    readField: (bytes) => readContainer(bytes, reader),
    open: async () => ({ client: NO_CLIENT, namespace: 'default', warnings: [], close: () => undefined }),
    follow: cluster.follow,
    ...options,
  });
  return { cluster, source, reader, collect: () => source.collect(new AbortController().signal) };
}

/** Where certificates are, as `kind namespace/name key`. */
export function places({ certificates }: Pick<Collection, 'certificates'>): string[] {
  return certificates.map(
    ({ location: { object_kind, object_namespace = '', object_name, object_key } }) =>
      `${object_kind} ${object_namespace}/${object_name} ${object_key}`,
  );
}
