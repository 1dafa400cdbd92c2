import type { InventoryCertificate, SourceState } from '../model/inventory.ts';
import { LOCATION_LABELS } from '../model/location.ts';
import type { ItemFamily, ItemSubject } from './family.ts';
import { locationLabels } from './location-labels.ts';

const SHARED_LABELS = ['source', ...LOCATION_LABELS, 'role', 'subject', 'position'];
const INFO_LABELS = [
  'index',
  'issuer',
  'serial_number',
  'fingerprint_sha256',
  'sans',
  'public_key',
  'signature_algorithm',
];

const notAfter: ItemFamily<InventoryCertificate> = {
  name: 'tls_cert_not_after_timestamp_seconds',
  help: 'The end of the validity of the certificate, in Unix seconds.',
  type: 'gauge',
  labels: SHARED_LABELS,
  value: ({ certificate }) => certificate.notAfter,
};

const notBefore: ItemFamily<InventoryCertificate> = {
  name: 'tls_cert_not_before_timestamp_seconds',
  help: 'The beginning of the validity of the certificate, in Unix seconds.',
  type: 'gauge',
  labels: SHARED_LABELS,
  value: ({ certificate }) => certificate.notBefore,
};

const info: ItemFamily<InventoryCertificate> = {
  name: 'tls_cert_info',
  help: 'What the certificate says besides its validity; always 1.',
  type: 'gauge',
  labels: [...SHARED_LABELS, ...INFO_LABELS],
  value: () => 1,
  ownLabels: ({ certificate, index }) => ({
    index: String(index),
    issuer: certificate.issuer,
    serial_number: certificate.serialNumber,
    fingerprint_sha256: certificate.fingerprintSha256,
    sans: certificate.sans.join(','),
    public_key: certificate.publicKey,
    signature_algorithm: certificate.signatureAlgorithm,
  }),
};

/** Every certificate of a source, at every place where it is. */
export const certificates: ItemSubject<SourceState, InventoryCertificate> = {
  families: [notAfter, notBefore, info],
  contents: (state) => state.certificates,
  items: (state) => state.certificates,
  sharedLabels: ({ certificate, location, role, position }, { source }) => ({
    source,
    ...locationLabels(location),
    role: role ?? certificate.role,
    subject: certificate.subject,
    position: String(position),
  }),
};
