import type { KubernetesObject } from '../../../src/kubernetes/kubernetes-object.ts';
import type { ObjectRule } from '../../../src/model/object-rule.ts';

/** A rule that takes everything of its kind, as far as nothing else is said. */
export function ruleFor(resource: ObjectRule['resource'], rule: Partial<ObjectRule> = {}): ObjectRule {
  return {
    resource,
    namespaces: [],
    excludeNamespaces: [],
    namespaceSelector: undefined,
    selector: undefined,
    names: [],
    excludeNames: [],
    types: [],
    keys: ['tls.crt', 'ca.crt'],
    passphraseKey: undefined,
    passphraseSecret: undefined,
    ...rule,
  };
}

export const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');

interface SecretOptions {
  readonly type?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A Secret; the values of `data` are not Base64 yet. */
export function secret(
  name: string,
  data: Readonly<Record<string, string | Uint8Array>>,
  { type = 'kubernetes.io/tls', labels, annotations }: SecretOptions = {},
): KubernetesObject {
  const [namespace, own] = name.includes('/') ? name.split('/') : ['shop', name];
  return {
    metadata: {
      name: own ?? '',
      namespace: namespace ?? '',
      ...(labels && { labels }),
      ...(annotations && { annotations }),
    },
    type,
    data: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)])),
  };
}
