import { expect, it } from 'vitest';
import { isCritical, trustFaults } from '../../../src/http/page/trust-faults.ts';
import { brokenTrust } from '../../support/page-trust.ts';
import { trustReportOf } from '../../support/trust-report.ts';

it('are the findings at high or above, the worst first, and what else somebody has to act on', () => {
  const { unusable, grave, drifted, stale } = trustFaults(brokenTrust());
  expect(grave.map(({ finding }) => finding.check)).toEqual(['damaged_block', 'expired']);
  expect(grave.filter(isCritical)).toHaveLength(1);
  expect(unusable.map(({ runtime }) => runtime)).toEqual(['curl']);
  expect(drifted.map(({ right }) => right)).toEqual(['/opt/ca.pem']);
  expect(stale.map(({ unit }) => unit)).toEqual(['web.service']);
});

it('are looked for once in a report', () => {
  const report = trustReportOf({ levels: ['medium', 'low'] });
  expect(trustFaults(report)).toEqual({ unusable: [], grave: [], drifted: [], stale: [] });
  expect(trustFaults(report)).toBe(trustFaults(report));
});
