import type { SourceState } from '../model/inventory.ts';
import type { LabelledObject, ManagedCertificate } from '../model/kubernetes-facts.ts';
import type { Location } from '../model/location.ts';
import type { ItemFamily, ItemSubject, Labels } from './family.ts';

const OBJECT_LABELS = ['source', 'object_kind', 'object_namespace', 'object_name'];

function objectLabelsOf(source: string, location: Location): Labels {
  const { object_kind, object_namespace, object_name } = location;
  return { source, object_kind, object_namespace, object_name };
}

const NONE: readonly never[] = [];

const labels: ItemFamily<LabelledObject> = {
  name: 'tls_cert_object_labels',
  help: 'Labels of a Kubernetes object that the configuration asks for; always 1.',
  type: 'gauge',
  labels: [...OBJECT_LABELS, 'label_*'],
  value: () => 1,
  ownLabels: (object) => object.labels,
};

/** One series an object, however many certificates it holds: a label on each of theirs would break them when it changes. */
export const labelledObjects: ItemSubject<SourceState, LabelledObject> = {
  families: [labels],
  contents: ({ objects }) => objects?.labelled ?? NONE,
  items: ({ objects }) => objects?.labelled ?? NONE,
  sharedLabels: ({ location }, { source }) => objectLabelsOf(source, location),
};

const MANAGED_LABELS = [...OBJECT_LABELS, 'secret'];

const ready: ItemFamily<ManagedCertificate> = {
  name: 'tls_cert_manager_certificate_ready',
  help: "1 when cert-manager's Certificate is Ready, 0 when it is not.",
  type: 'gauge',
  labels: MANAGED_LABELS,
  value: (each) => (each.ready === undefined ? Number.NaN : Number(each.ready)),
};

const notAfter: ItemFamily<ManagedCertificate> = {
  name: 'tls_cert_manager_certificate_not_after_timestamp_seconds',
  help: 'The end of the validity of what cert-manager issued last, in Unix seconds.',
  type: 'gauge',
  labels: MANAGED_LABELS,
  value: (each) => each.notAfter ?? Number.NaN,
};

const renewal: ItemFamily<ManagedCertificate> = {
  name: 'tls_cert_manager_certificate_renewal_timestamp_seconds',
  help: 'When cert-manager means to renew the certificate, in Unix seconds.',
  type: 'gauge',
  labels: MANAGED_LABELS,
  value: (each) => each.renewal ?? Number.NaN,
};

/** What cert-manager says of the certificates that it keeps renewed. */
export const managedCertificates: ItemSubject<SourceState, ManagedCertificate> = {
  families: [ready, notAfter, renewal],
  contents: ({ objects }) => objects?.managed ?? NONE,
  items: ({ objects }) => objects?.managed ?? NONE,
  sharedLabels: ({ location, secret }, { source }) => ({ ...objectLabelsOf(source, location), secret }),
};
