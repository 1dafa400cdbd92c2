import type { InventoryRevocationList, SourceState } from '../model/inventory.ts';
import { LOCATION_LABELS } from '../model/location.ts';
import type { ItemFamily, ItemSubject } from './family.ts';
import { locationLabels } from './location-labels.ts';

const SHARED_LABELS = ['source', ...LOCATION_LABELS, 'issuer', 'position'];

const nextUpdate: ItemFamily<InventoryRevocationList> = {
  name: 'tls_crl_next_update_timestamp_seconds',
  help: 'When the next revocation list is due at the latest, in Unix seconds.',
  type: 'gauge',
  labels: SHARED_LABELS,
  value: ({ revocationList }) => revocationList.nextUpdate ?? Number.NaN,
};

const thisUpdate: ItemFamily<InventoryRevocationList> = {
  name: 'tls_crl_this_update_timestamp_seconds',
  help: 'When the revocation list was issued, in Unix seconds.',
  type: 'gauge',
  labels: SHARED_LABELS,
  value: ({ revocationList }) => revocationList.thisUpdate,
};

const revoked: ItemFamily<InventoryRevocationList> = {
  name: 'tls_crl_revoked_certificates',
  help: 'How many certificates the revocation list revokes.',
  type: 'gauge',
  labels: SHARED_LABELS,
  value: ({ revocationList }) => revocationList.revoked,
};

const info: ItemFamily<InventoryRevocationList> = {
  name: 'tls_crl_info',
  help: 'What the revocation list says besides its dates; always 1.',
  type: 'gauge',
  labels: [...SHARED_LABELS, 'crl_number', 'signature_algorithm', 'fingerprint_sha256'],
  value: () => 1,
  ownLabels: ({ revocationList }) => ({
    crl_number: revocationList.crlNumber,
    signature_algorithm: revocationList.signatureAlgorithm,
    fingerprint_sha256: revocationList.fingerprintSha256,
  }),
};

/** Every revocation list of a source, at every place where it is. */
export const revocationLists: ItemSubject<SourceState, InventoryRevocationList> = {
  families: [nextUpdate, thisUpdate, revoked, info],
  contents: (state) => state.revocationLists,
  items: (state) => state.revocationLists,
  sharedLabels: ({ revocationList, location, position }, { source }) => ({
    source,
    ...locationLabels(location),
    issuer: revocationList.issuer,
    position: String(position),
  }),
};
