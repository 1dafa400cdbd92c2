import { expect, it } from 'vitest';
import { trustVerdict } from '../../../src/cli/trust/verdict.ts';
import type { FindingLevel } from '../../../src/model/trust.ts';
import { trustReportOf } from '../../support/trust-report.ts';

it.each<[FindingLevel, number]>([
  ['critical', 1],
  ['high', 2],
  ['medium', 3],
  ['low', 4],
])('counts findings at %s or above', (failOn, findings) => {
  const report = trustReportOf({ levels: ['low', 'medium', 'high', 'critical'] });
  expect(trustVerdict(report, failOn)).toEqual({ findings, unusable: 0, fine: false });
});

it('is not fine where a runtime can verify nobody', () => {
  expect(trustVerdict(trustReportOf({ usable: false }), 'critical')).toEqual({
    findings: 0,
    unusable: 1,
    fine: false,
  });
  expect(trustVerdict(trustReportOf({}), 'low').fine).toBe(true);
});
