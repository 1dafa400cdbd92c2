import { expect, it } from 'vitest';
import { certificateRow } from '../../../src/http/page/row.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import { certificateOf, foundAt, NOW } from '../../support/page-inventory.ts';

const row = (daysLeft: number, fields: Partial<Certificate> = {}): string =>
  certificateRow({ source: 'pki', found: foundAt('/etc/x.pem', certificateOf(daysLeft, fields)) }, NOW).text;

it.each([
  [row(-3), 'expired', 'Expired', '3 days ago', 0],
  [row(5), 'critical', 'Expiring', 'in 5 days', 1],
  [row(12), 'warning', 'Renew', 'in 12 days', 3],
  [row(73), 'fine', 'Fine', 'in 73 days', 20],
  [
    row(90, { notBefore: NOW + 86_400 * 2 }),
    'not_yet_valid',
    'Not yet valid',
    'not valid until 2026-11-24 (in 2 days)',
    100,
  ],
])('case %#: the status %s in words, not in colour alone', (text, status, badge, words, percent) => {
  expect(text).toContain(`<tr class="${status}" data-role="leaf">`);
  expect(text).toContain(`<span class="badge">${badge}</span>`);
  expect(text).toContain(`<b>${words}</b>`);
  expect(text).toContain(`<rect width="${percent}%"`);
});

it('has the exact time for programs and for whoever points at it', () => {
  expect(row(12)).toContain(
    '<time datetime="2026-12-04T12:00:00Z" title="2026-12-04T12:00:00Z">2026-12-04</time>',
  );
});

it('gives no date to what has none', () => {
  const text = row(1, { notAfter: Date.UTC(9999, 11, 31, 23, 59, 59) / 1000 });
  expect(text).toContain('<b>never</b><svg');
});

it('escapes, breaks after commas, bounds, and names the nameless', () => {
  expect(row(5, { subject: 'CN=<img src=x>,O=A' })).toContain(
    '<summary>CN=&lt;img src=x&gt;,<wbr>O=A <code>',
  );
  expect(row(5, { subject: '' })).toContain('(no subject)');
  expect(row(5, { subject: 'x'.repeat(100_000), issuer: 'y'.repeat(100_000) }).length).toBeLessThan(6000);
});

it('keeps its status where it is set apart, and has another colour', () => {
  const entry = { source: 'pki', found: foundAt('/etc/x.pem', certificateOf(-3, { role: 'root' })) };
  expect(certificateRow(entry, NOW, 'calm').text).toContain(
    '<tr class="expired" data-role="root" data-apart="calm">',
  );
});
