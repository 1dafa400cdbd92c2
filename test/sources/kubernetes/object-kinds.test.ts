import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../../src/kubernetes/kubernetes-object.ts';
import { OBJECT_RESOURCES, type ObjectResource } from '../../../src/model/object-rule.ts';
import { NameMatcher } from '../../../src/sources/kubernetes/name-matcher.ts';
import { OBJECT_KINDS } from '../../../src/sources/kubernetes/object-kinds.ts';

const fields = (resource: ObjectResource, object: Omit<KubernetesObject, 'metadata'>, keys: string[] = []) =>
  OBJECT_KINDS[resource].fields({ ...object, metadata: { name: 'x' } }, new NameMatcher(keys));

it('knows every kind that a rule can name, by the name that RBAC has for it', () => {
  expect(
    OBJECT_RESOURCES.map((name) => {
      const { group, resource } = OBJECT_KINDS[name];
      return name === resource || name === `${resource}.${group}`;
    }),
  ).toEqual(OBJECT_RESOURCES.map(() => true));
});

describe('finds the fields', () => {
  it('of Secrets, by keys, and none that is named as private keys are', () => {
    const data = { 'tls.crt': 'QQ==', 'tls.key': 'Qg==', 'x.pem': 'Qw==', other: 'RA==', __proto__: 'x' };
    expect(fields('secrets', { data }, ['tls.crt', 'tls.key', '*.pem'])).toEqual([
      { key: 'tls.crt', value: 'QQ==', encoding: 'base64', match: 'literal' },
      { key: 'x.pem', value: 'Qw==', encoding: 'base64', match: 'pattern' },
    ]);
  });

  it('of ConfigMaps, in data and binaryData', () => {
    const object = { data: { 'ca.crt': 'text' }, binaryData: { 'ca.der': 'AA==' } };
    expect(fields('configmaps', object, ['ca.*'])).toEqual([
      { key: 'ca.crt', value: 'text', encoding: 'utf8', match: 'pattern' },
      { key: 'ca.der', value: 'AA==', encoding: 'base64', match: 'pattern' },
    ]);
  });

  it.each(['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'] as const)('of %s', (kind) => {
    const webhook = (name: string, caBundle?: string) => ({ name, clientConfig: { caBundle } });
    const webhooks = [webhook('a.x', 'QQ=='), webhook('b.x'), webhook('a.x', 'Qg=='), webhook('c.x', '')];
    expect(fields(kind, { webhooks }).map(({ key, value }) => [key, value])).toEqual([
      ['webhooks[a.x].clientConfig.caBundle', 'QQ=='],
      ['webhooks[a.x#1].clientConfig.caBundle', 'Qg=='],
    ]);
  });

  it.each<[ObjectResource, Omit<KubernetesObject, 'metadata'>, string]>([
    ['apiservices', { spec: { caBundle: 'QQ==' } }, 'spec.caBundle'],
    [
      'customresourcedefinitions',
      { spec: { conversion: { webhook: { clientConfig: { caBundle: 'QQ==' } } } } },
      'spec.conversion.webhook.clientConfig.caBundle',
    ],
    ['certificatesigningrequests', { status: { certificate: 'QQ==' } }, 'status.certificate'],
    ['certificaterequests.cert-manager.io', { status: { certificate: 'QQ==' } }, 'status.certificate'],
  ])('of %s', (kind, object, key) => {
    expect(fields(kind, object)).toEqual([{ key, value: 'QQ==', encoding: 'base64', match: 'literal' }]);
    expect(fields(kind, {})).toEqual([]);
  });
});
