import { expect, it } from 'vitest';
import { reloadFamilies } from '../../src/metrics/reload.ts';
import { renderFamily } from '../../src/metrics/text.ts';
import { parseSamples } from '../support/exposition.ts';
import { snapshotOf } from '../support/snapshot.ts';

it.each([
  [true, '1'],
  [false, '0'],
])('says whether the last load succeeded (%s) and when the last success was', (successful, value) => {
  const snapshot = { ...snapshotOf(), reload: { successful, successTimestamp: 1_790_000_000.5 } };
  const text = reloadFamilies.map((family) => renderFamily(family, snapshot, 'text')).join('');
  expect(parseSamples(text)).toEqual([
    { name: 'tls_cert_exporter_config_last_reload_successful', labels: [], value },
    {
      name: 'tls_cert_exporter_config_last_reload_success_timestamp_seconds',
      labels: [],
      value: '1790000000.5',
    },
  ]);
});
