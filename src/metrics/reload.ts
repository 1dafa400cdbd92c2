import type { Family } from './family.ts';
import type { Snapshot } from './snapshot.ts';

/** How the last attempt to load the configuration went, the one at the start included. */
export interface ReloadStatus {
  readonly successful: boolean;
  /** Unix seconds of the last success. */
  readonly successTimestamp: number;
}

const successful: Family<Snapshot> = {
  name: 'tls_cert_exporter_config_last_reload_successful',
  help: '1 when the last attempt to load the configuration succeeded, 0 when the one before it is still in force.',
  type: 'gauge',
  labels: [],
  *samples({ reload }) {
    yield { value: reload.successful ? 1 : 0 };
  },
};

const successTimestamp: Family<Snapshot> = {
  name: 'tls_cert_exporter_config_last_reload_success_timestamp_seconds',
  help: 'When the configuration in force was loaded, in Unix seconds.',
  type: 'gauge',
  labels: [],
  *samples({ reload }) {
    yield { value: reload.successTimestamp };
  },
};

export const reloadFamilies: readonly Family<Snapshot>[] = [successful, successTimestamp];
