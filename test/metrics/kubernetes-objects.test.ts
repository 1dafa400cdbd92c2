import { expect, it } from 'vitest';
import { labelledObjects, managedCertificates } from '../../src/metrics/kubernetes-objects.ts';
import type { ManagedCertificate } from '../../src/model/kubernetes-facts.ts';
import { sourceState } from '../support/inventory.ts';
import { renderedSources } from '../support/rendered.ts';

const location = { object_kind: 'Certificate', object_namespace: 'shop', object_name: 'www' };
const managed: ManagedCertificate = {
  location,
  secret: 'www-tls',
  ready: true,
  notAfter: 1_801_440_000,
  renewal: 1_798_848_000,
};

const lines = async (objects: { labelled?: object[]; managed?: object[] }): Promise<string[]> => {
  const state = sourceState({
    type: 'kubernetes',
    objects: { labelled: [], managed: [], ...objects } as never,
  });
  return (await renderedSources(state)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
};

it('has one series for the labels of an object, escaped', async () => {
  const labels = { label_team: 'a"b', label_app_kubernetes_io_name: 'shop' };
  expect(await lines({ labelled: [{ location, labels }] })).toEqual([
    'tls_cert_object_labels{source="test",object_kind="Certificate",object_namespace="shop",object_name="www",label_team="a\\"b",label_app_kubernetes_io_name="shop"} 1',
  ]);
});

it('has what cert-manager says', async () => {
  const shared =
    'source="test",object_kind="Certificate",object_namespace="shop",object_name="www",secret="www-tls"';
  expect(await lines({ managed: [managed] })).toEqual([
    `tls_cert_manager_certificate_ready{${shared}} 1`,
    `tls_cert_manager_certificate_not_after_timestamp_seconds{${shared}} 1801440000`,
    `tls_cert_manager_certificate_renewal_timestamp_seconds{${shared}} 1798848000`,
  ]);
});

it('leaves out what cert-manager does not say', async () => {
  const silent = { ...managed, ready: undefined, notAfter: undefined, renewal: undefined };
  expect(await lines({ managed: [silent] })).toEqual([]);
});

it('has nothing for other kinds of source', async () => {
  expect(await renderedSources(sourceState())).toBe('');
});

it('declares every label that it has', () => {
  const shared = [labelledObjects, managedCertificates].map((subject) =>
    Object.keys(subject.sharedLabels(managed as never, sourceState())),
  );
  expect([...(shared[0] ?? []), 'label_*']).toEqual(labelledObjects.families[0]?.labels);
  for (const { labels } of managedCertificates.families) expect(labels).toEqual(shared[1]);
});
