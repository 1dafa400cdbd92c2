import { expect, it } from 'vitest';
import { plain } from '../../../src/cli/probe/paint.ts';
import { trustJson } from '../../../src/cli/trust/json.ts';
import { trustReport } from '../../../src/cli/trust/report.ts';
import { trustReportOf } from '../../support/trust-report.ts';

it('is a line for each runtime, each bundle with what to do, and the verdict', () => {
  expect(trustReport(trustReportOf({ levels: ['low', 'medium'] }), 'high', plain)).toBe(
    `RUNTIME  INSTALLATION   ANCHORS  RULE              WHERE
curl     /usr/bin/curl  140      compiled_default  /etc/ssl/cert.pem

/etc/ssl/cert.pem  140 anchors
  MEDIUM  expired: An anchor has expired, and no chain that ends in it is valid. Remove one of your own; for one of the distribution, install its updates.
    CN=Old: expired long ago
  LOW  expired: An anchor has expired, and no chain that ends in it is valid. Remove one of your own; for one of the distribution, install its updates.

1 bundle: nothing at high or above; the reference set has 121 roots, of a date that is not known
`,
  );
});

it('says which runtime fails', () => {
  const text = trustReport(trustReportOf({ usable: false }), 'high', plain);
  expect(text).toContain('\n  FAILS  It has no anchors.\n');
  expect(text).toContain('1 bundle: 1 runtime that can verify nobody;');
});

it('says what is not known', () => {
  const report = trustReportOf({});
  const runtimes = report.runtimes.map((each) => ({ ...each, anchors: undefined, detail: 'It is hidden.' }));
  const text = trustReport({ ...report, runtimes }, 'high', plain);
  expect(text).toMatch(/^curl +\/usr\/bin\/curl +\? +compiled_default .*\n {2}It is hidden\.$/m);
  expect(JSON.parse(trustJson({ ...report, runtimes }))).toMatchObject({
    runtimes: [{ anchors: null, usable: true }],
  });
});

it('shows a few of many alike and counts the rest', () => {
  const text = trustReport(
    trustReportOf({ levels: Array.from({ length: 8 }, () => 'high' as const) }),
    'high',
    plain,
  );
  expect(text).toContain('  HIGH  expired (8): ');
  expect(text.match(/ {4}CN=Old: /g)).toHaveLength(5);
  expect(text).toContain('    and 3 more, see --output=json\n');
});
