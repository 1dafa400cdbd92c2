import type { ResourceKind } from '../../kubernetes/resource-kind.ts';
import type { ObjectResource } from '../../model/object-rule.ts';
import type { ReadFields } from './field.ts';
import { configMapFields } from './fields/config-map.ts';
import { secretFields } from './fields/secret.ts';
import { singleField } from './fields/single.ts';
import { webhookFields } from './fields/webhook-configuration.ts';

/** A kind of object, and where in it certificates are. */
export interface ObjectKind extends ResourceKind {
  readonly fields: ReadFields;
}

const ADMISSION = {
  group: 'admissionregistration.k8s.io',
  version: 'v1',
  namespaced: false,
  fields: webhookFields,
} as const;

/** Every kind that a rule can name. */
export const OBJECT_KINDS: Readonly<Record<ObjectResource, ObjectKind>> = {
  secrets: {
    group: '',
    version: 'v1',
    resource: 'secrets',
    kind: 'Secret',
    namespaced: true,
    fields: secretFields,
  },
  configmaps: {
    group: '',
    version: 'v1',
    resource: 'configmaps',
    kind: 'ConfigMap',
    namespaced: true,
    fields: configMapFields,
  },
  validatingwebhookconfigurations: {
    ...ADMISSION,
    resource: 'validatingwebhookconfigurations',
    kind: 'ValidatingWebhookConfiguration',
  },
  mutatingwebhookconfigurations: {
    ...ADMISSION,
    resource: 'mutatingwebhookconfigurations',
    kind: 'MutatingWebhookConfiguration',
  },
  apiservices: {
    group: 'apiregistration.k8s.io',
    version: 'v1',
    resource: 'apiservices',
    kind: 'APIService',
    namespaced: false,
    fields: (object) => singleField(object, 'spec', 'caBundle'),
  },
  customresourcedefinitions: {
    group: 'apiextensions.k8s.io',
    version: 'v1',
    resource: 'customresourcedefinitions',
    kind: 'CustomResourceDefinition',
    namespaced: false,
    fields: (object) => singleField(object, 'spec', 'conversion', 'webhook', 'clientConfig', 'caBundle'),
  },
  certificatesigningrequests: {
    group: 'certificates.k8s.io',
    version: 'v1',
    resource: 'certificatesigningrequests',
    kind: 'CertificateSigningRequest',
    namespaced: false,
    fields: (object) => singleField(object, 'status', 'certificate'),
  },
  // The certificate itself is in the Secret that it fills: what is read here is the status, see managed-certificate.ts.
  'certificates.cert-manager.io': {
    group: 'cert-manager.io',
    version: 'v1',
    resource: 'certificates',
    kind: 'Certificate',
    namespaced: true,
    fields: () => [],
  },
  'certificaterequests.cert-manager.io': {
    group: 'cert-manager.io',
    version: 'v1',
    resource: 'certificaterequests',
    kind: 'CertificateRequest',
    namespaced: true,
    fields: (object) => singleField(object, 'status', 'certificate'),
  },
};

/** What a rule with a selector for namespaces looks at besides. */
export const NAMESPACES: ResourceKind = {
  group: '',
  version: 'v1',
  resource: 'namespaces',
  kind: 'Namespace',
  namespaced: false,
};
