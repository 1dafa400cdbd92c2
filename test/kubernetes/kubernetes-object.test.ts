import { expect, it } from 'vitest';
import { isKubernetesObject } from '../../src/kubernetes/kubernetes-object.ts';

it.each([
  null,
  'text',
  [],
  {},
  { metadata: null },
  { metadata: 'name' },
  { metadata: {} },
  { metadata: { name: 1 } },
])('does not take %j for an object', (value) => {
  expect(isKubernetesObject(value)).toBe(false);
});

it('takes what has a name for an object', () => {
  expect(isKubernetesObject({ metadata: { name: 'tls' }, data: 7 })).toBe(true);
});
