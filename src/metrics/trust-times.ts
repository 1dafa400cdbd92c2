import { aboutTrust } from './about-trust.ts';
import type { Family } from './family.ts';
import type { Snapshot } from './snapshot.ts';

const referenceTimestamp = aboutTrust(
  'tls_trust_reference_timestamp_seconds',
  'Of when the reference set is, in Unix seconds.',
  [],
  ({ reference }) => [{ value: reference.timestamp ?? Number.NaN }],
);

const lastAudit = aboutTrust(
  'tls_trust_last_audit_timestamp_seconds',
  'When the last audit that has ended began, in Unix seconds.',
  [],
  ({ lookedAt }) => [{ value: lookedAt }],
);

const interval: Family<Snapshot> = {
  name: 'tls_trust_interval_seconds',
  help: 'How often an audit is due, in seconds.',
  type: 'gauge',
  labels: [],
  samples: ({ trustInterval }) => (trustInterval === undefined ? [] : [{ value: trustInterval }]),
};

const distrustTimestamp = aboutTrust(
  'tls_trust_distrust_timestamp_seconds',
  'Of when the list is that says of which roots Mozilla accepts no newer certificates, in Unix seconds.',
  [],
  ({ reference }) => [{ value: reference.distrustTimestamp }],
);

/** Of when what is said of trust is, and what it is held against. */
export const trustTimeFamilies: readonly Family<Snapshot>[] = [
  referenceTimestamp,
  distrustTimestamp,
  lastAudit,
  interval,
];
