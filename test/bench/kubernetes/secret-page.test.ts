import { expect, it } from 'vitest';
import { namespaceOf, secretJson } from '../../../bench/kubernetes/secret-page.ts';

it('writes a Secret as the API server does', () => {
  const json = secretJson({ name: 'host-000250', chain: 'c', issuer: 'i', privateKey: 'k' }, 7);
  expect(JSON.parse(json)).toMatchObject({
    metadata: { name: 'host-000250', namespace: 'team-2', resourceVersion: '7' },
    type: 'kubernetes.io/tls',
    data: { 'tls.crt': 'Yw==', 'ca.crt': 'aQ==', 'tls.key': 'aw==' },
  });
});

it('puts a hundred into a namespace', () => {
  expect(['host-000099', 'host-000100'].map(namespaceOf)).toEqual(['team-0', 'team-1']);
});
