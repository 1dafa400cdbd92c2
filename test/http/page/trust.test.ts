import { expect, it } from 'vitest';
import { trustSection } from '../../../src/http/page/trust.ts';
import type { TrustReport } from '../../../src/model/trust-audit.ts';
import { NOW } from '../../support/page-inventory.ts';
import { brokenTrust } from '../../support/page-trust.ts';
import { trustReportOf } from '../../support/trust-report.ts';

const rendered = (report: TrustReport | undefined, all = false): string =>
  [...trustSection(report, all, NOW)].map(({ text }) => text).join('');
const plain = (text: string): string => text.replaceAll(/<[^>]+>/g, '').replaceAll(/\s+/g, ' ');

it('is not there before the first audit, and where none is asked for', () => {
  expect(rendered(undefined)).toBe('');
});

it('says that there is nothing to do, and in a fold what each runtime loads', () => {
  const text = rendered({ ...trustReportOf({ levels: ['medium'] }), lookedAt: NOW - 120 });
  expect(text).toContain('<h2 id="trust">Trusted roots: nothing to do</h2>');
  expect(plain(text)).toContain('Audited 2 minutes ago, 1 bundle.');
  expect(text).not.toContain('Findings about bundles');
  expect(text).toContain('<details class="succeeding"><summary>What 1 installation of runtimes load');
  expect(plain(text)).toContain('curl /usr/bin/curl/etc/ssl/cert.pem by compiled_default.140');
});

it('says what is wrong, where, how bad, and what to do, the worst first', () => {
  const text = rendered(brokenTrust());
  expect(text).toContain(
    'Trusted roots: 1 runtime can verify nobody, 2 findings at high or above, 1 pair of bundles differs, 1 to restart',
  );
  expect(text.indexOf('<b>damaged_block</b>')).toBeLessThan(text.indexOf('<b>expired</b>'));
  expect(text.match(/<b>expired<\/b>/g)).toHaveLength(1);
  expect(plain(text)).toContain('CN=Old : expired long ago');
  expect(text).toContain('class="succeeding" open>');
  expect(text.indexOf('curl <span>')).toBeLessThan(text.indexOf('node <span>/usr/bin/node'));
  expect(plain(text)).toContain(
    'Can verify nobody. /etc/ssl/cert.pem by compiled_default. It has no anchors.',
  );
  expect(plain(text)).toContain('/usr/bin/nodebuilt in by compiled_default.121');
  expect(plain(text)).toContain('2 roots only in /etc/ssl/cert.pem, 1 root only in /opt/ca.pem');
  expect(plain(text)).toContain(
    '2 processes started 2 days ago, before /etc/ssl/cert.pem changed. To do: restart web.service.',
  );
});

it('writes commands as commands', () => {
  const report = trustReportOf({});
  const bundles = report.bundles.map((bundle) => ({
    ...bundle,
    findings: [{ check: 'empty', level: 'critical', detail: 'the file is empty' } as const],
  }));
  expect(rendered({ ...report, bundles })).toContain('<code>update-ca-certificates</code>');
});

it('lists a hundred of each unless all are asked for', () => {
  const many = trustReportOf({ levels: Array.from({ length: 103 }, () => 'high' as const) });
  expect(rendered(many).match(/<b>expired<\/b>/g)).toHaveLength(100);
  expect(rendered(many)).toContain('3 more are not listed.');
  expect(rendered(many, true).match(/<b>expired<\/b>/g)).toHaveLength(103);
});
