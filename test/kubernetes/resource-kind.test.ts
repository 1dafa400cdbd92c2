import { expect, it } from 'vitest';
import { collectionPath, type ResourceKind } from '../../src/kubernetes/resource-kind.ts';

const SECRETS: ResourceKind = {
  group: '',
  version: 'v1',
  resource: 'secrets',
  kind: 'Secret',
  namespaced: true,
};
const WEBHOOKS: ResourceKind = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  resource: 'mutatingwebhookconfigurations',
  kind: 'MutatingWebhookConfiguration',
  namespaced: false,
};

it.each([
  [SECRETS, 'shop', '/api/v1/namespaces/shop/secrets'],
  [SECRETS, undefined, '/api/v1/secrets'],
  [SECRETS, '../nodes?', '/api/v1/namespaces/..%2Fnodes%3F/secrets'],
  [WEBHOOKS, undefined, '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'],
  [WEBHOOKS, 'shop', '/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations'],
])('knows where %o of namespace %s lie', (kind, namespace, path) => {
  expect(collectionPath(kind, namespace)).toBe(path);
});
