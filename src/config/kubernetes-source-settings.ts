import type { ObjectResource, ObjectRule } from '../model/object-rule.ts';
import type { Shard } from '../model/shard.ts';
import type { KubernetesSourceConfig } from './kubernetes-source-schema.ts';

/** What holds where the file does not say otherwise. */
export const KUBERNETES_DEFAULTS = {
  pageSize: 500,
  /** Whatever serves TLS out of a Secret has it in one of this type. */
  types: ['kubernetes.io/tls'],
  keys: ['tls.crt', 'ca.crt'],
} as const;

/** A `kubernetes` source as the program runs it. */
export interface KubernetesSourceSettings {
  readonly type: 'kubernetes';
  readonly name: string;
  /** Undefined: the cluster that this process runs in. */
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly rules: readonly ObjectRule[];
  /** The labels of objects that are shown. */
  readonly objectLabels: readonly string[];
  /** Objects a page at most. */
  readonly pageSize: number;
  /** The share of this replica; undefined: everything. */
  readonly shard: Shard | undefined;
  /** Seconds between two collections. */
  readonly interval: number;
}

type WrittenRule = KubernetesSourceConfig['objects'][number];

/** @param interval Seconds, for a source that says nothing of it. */
export function resolveKubernetesSource(
  source: KubernetesSourceConfig,
  interval: number,
  shard: Shard | undefined,
): KubernetesSourceSettings {
  return {
    type: 'kubernetes',
    name: source.name,
    kubeconfig: source.kubeconfig,
    context: source.context,
    rules: source.objects.map(resolveRule),
    objectLabels: source.object_labels,
    pageSize: source.page_size ?? KUBERNETES_DEFAULTS.pageSize,
    shard,
    interval: source.interval ?? interval,
  };
}

const WITH_KEYS: readonly ObjectResource[] = ['secrets', 'configmaps'];

function resolveRule(rule: WrittenRule): ObjectRule {
  const { kind, passphrase_secret: secret } = rule;
  return {
    resource: kind,
    namespaces: rule.namespaces,
    excludeNamespaces: rule.exclude_namespaces,
    namespaceSelector: rule.namespace_selector,
    selector: rule.selector,
    names: rule.names,
    excludeNames: rule.exclude_names,
    types: kind === 'secrets' ? (rule.types ?? KUBERNETES_DEFAULTS.types) : [],
    keys: WITH_KEYS.includes(kind) ? (rule.keys ?? KUBERNETES_DEFAULTS.keys) : [],
    passphraseKey: rule.passphrase_key,
    passphraseSecret: secret && { namespace: secret.namespace, name: secret.name, key: secret.key },
  };
}
