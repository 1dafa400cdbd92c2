import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import { resolveConfig } from '../../src/config/resolve.ts';

const source = (yaml: string) =>
  resolveConfig(parseConfig(`sources: [{ name: a, type: kubernetes, ${yaml} }]`, 'test.yml'), {}).sources[0];

it('reads TLS Secrets of the cluster that it runs in where nothing is said', () => {
  expect(source('')).toEqual({
    type: 'kubernetes',
    name: 'a',
    kubeconfig: undefined,
    context: undefined,
    objectLabels: [],
    pageSize: 500,
    shard: undefined,
    interval: 60,
    rules: [
      {
        resource: 'secrets',
        namespaces: [],
        excludeNamespaces: [],
        namespaceSelector: undefined,
        selector: undefined,
        names: [],
        excludeNames: [],
        types: ['kubernetes.io/tls'],
        keys: ['tls.crt', 'ca.crt'],
        passphraseKey: undefined,
        passphraseSecret: undefined,
      },
    ],
  });
});

it('takes everything that is said', () => {
  const rule =
    '{ kind: secrets, namespaces: [n], exclude_namespaces: [x], namespace_selector: t=a, selector: b=c, names: [m], exclude_names: [o], types: [Opaque], keys: ["*.p12"], passphrase_key: p, passphrase_secret: { namespace: v, name: s, key: k } }';
  expect(
    source(
      `kubeconfig: /k, context: c, interval: 5s, page_size: 50, object_labels: [team], objects: [${rule}, { kind: apiservices }]`,
    ),
  ).toMatchObject({
    kubeconfig: '/k',
    context: 'c',
    interval: 5,
    pageSize: 50,
    objectLabels: ['team'],
    rules: [
      {
        namespaces: ['n'],
        excludeNamespaces: ['x'],
        namespaceSelector: 't=a',
        selector: 'b=c',
        names: ['m'],
        excludeNames: ['o'],
        types: ['Opaque'],
        keys: ['*.p12'],
        passphraseKey: 'p',
        passphraseSecret: { namespace: 'v', name: 's', key: 'k' },
      },
      { resource: 'apiservices', types: [], keys: [] },
    ],
  });
});
