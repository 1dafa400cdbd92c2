import { expect, it } from 'vitest';
import { labelMetricName } from '../../src/model/object-label-name.ts';

it.each([
  ['team', 'label_team'],
  ['app.kubernetes.io/name', 'label_app_kubernetes_io_name'],
  ['0-9', 'label_0_9'],
])('%s becomes %s', (label, name) => {
  expect(labelMetricName(label)).toBe(name);
});
