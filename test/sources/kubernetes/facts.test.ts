import { expect, it } from 'vitest';
import { createCertificate } from '../../support/certificate-factory.ts';
import { fakeSource } from '../../support/kubernetes/fake-source.ts';
import { ruleFor, secret } from '../../support/kubernetes/objects.ts';

const { pem } = createCertificate();
const managed = (ready: string) => ({
  metadata: { name: 'www', namespace: 'shop', labels: { team: 'a' } },
  spec: { secretName: 'www-tls' },
  status: { conditions: [{ type: 'Ready', status: ready }] },
});

it('gives the labels that are asked for, of objects that have them and hold certificates', async () => {
  const { cluster, collect } = fakeSource([ruleFor('secrets'), ruleFor('secrets', { keys: ['*.crt'] })], {
    objectLabels: ['team', 'app.kubernetes.io/name'],
  });
  const labels = { team: 'a', 'app.kubernetes.io/name': 'shop', other: 'x' };
  cluster.put('secrets', secret('a', { 'tls.crt': pem }, { labels }));
  cluster.put('secrets', secret('b', { 'tls.crt': pem }, { labels: { team: 'b' } }));
  cluster.put('secrets', secret('c', { 'tls.crt': pem }, { labels: { other: 'x' } }));
  cluster.put('secrets', secret('d', { password: 'x' }, { labels }));
  const { objects } = await collect();
  const location = { object_kind: 'Secret', object_namespace: 'shop' };
  expect(objects?.labelled).toEqual([
    {
      location: { ...location, object_name: 'a' },
      labels: { label_team: 'a', label_app_kubernetes_io_name: 'shop' },
    },
    { location: { ...location, object_name: 'b' }, labels: { label_team: 'b' } },
  ]);
});

it('leaves the certificates as they are where only labels change, and the other way round', async () => {
  const { cluster, collect, reader } = fakeSource([ruleFor('secrets')], { objectLabels: ['team'] });
  cluster.put('secrets', secret('a', { 'tls.crt': pem }, { labels: { team: 'a' } }));
  const first = await collect();
  cluster.put('secrets', secret('a', { 'tls.crt': pem }, { labels: { team: 'b' } }));
  const second = await collect();
  expect(second.certificates).toBe(first.certificates);
  expect(second.objects?.labelled.map(({ labels }) => labels)).toEqual([{ label_team: 'b' }]);
  expect(reader.parsed).toBe(1);
  cluster.put('secrets', secret('a', { 'tls.crt': createCertificate().pem }, { labels: { team: 'b' } }));
  expect((await collect()).objects).toBe(second.objects);
});

it('gives what cert-manager says, as it changes and goes', async () => {
  const { cluster, collect } = fakeSource([ruleFor('certificates.cert-manager.io')], {
    objectLabels: ['team'],
  });
  cluster.put('certificates', managed('False'));
  const first = await collect();
  expect(first).toMatchObject({ certificates: [], problems: [] });
  expect(first.objects).toMatchObject({
    managed: [{ secret: 'www-tls', ready: false, location: { object_kind: 'Certificate' } }],
    labelled: [{ labels: { label_team: 'a' } }],
  });
  cluster.put('certificates', managed('True'));
  expect((await collect()).objects?.managed.map(({ ready }) => ready)).toEqual([true]);
  cluster.delete('certificates', managed('True'));
  expect((await collect()).objects).toEqual({ labelled: [], managed: [] });
});
