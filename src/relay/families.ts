import type { Family } from '../metrics/family.ts';
import type { RelayState } from './relay-state.ts';

/** The metrics of the relay itself; those of its process stand beside them. */
export const RELAY_FAMILIES: readonly Family<RelayState>[] = [
  {
    name: 'tls_cert_exporter_relay_messages_sent_total',
    help: 'Messages that the robot took.',
    type: 'counter',
    labels: [],
    samples: (state) => [{ value: state.messages }],
  },
  {
    name: 'tls_cert_exporter_relay_messages_failed_total',
    help: 'Messages that did not reach the robot, by reason; Alertmanager brings most of them again.',
    type: 'counter',
    labels: ['reason'],
    samples: (state) => [...state.failures].map(([reason, value]) => ({ labels: { reason }, value })),
  },
  {
    name: 'tls_cert_exporter_relay_webhooks_refused_total',
    help: 'Requests that were no webhook of Alertmanager.',
    type: 'counter',
    labels: [],
    samples: (state) => [{ value: state.refusedWebhooks }],
  },
  {
    name: 'tls_cert_exporter_relay_last_sent_timestamp_seconds',
    help: 'When the robot last took a message, in Unix seconds; absent before the first one.',
    type: 'gauge',
    labels: [],
    samples: (state) => (state.lastSent === undefined ? [] : [{ value: state.lastSent }]),
  },
];
