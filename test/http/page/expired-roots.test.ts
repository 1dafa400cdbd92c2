import { expect, it } from 'vitest';
import { apartRoots, splitCounts } from '../../../src/http/page/apart-roots.ts';
import { countEntries } from '../../../src/http/page/counts.ts';
import { entriesOf } from '../../../src/http/page/entries.ts';
import { expiredRootsSection } from '../../../src/http/page/expired-roots.ts';
import type { InventoryCertificate } from '../../../src/model/inventory.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';
import { trustReportOf } from '../../support/trust-report.ts';

const DEBIAN = '/etc/ssl/certs/ca-certificates.crt';
const root = (path: string, subject: string, daysLeft = -10): InventoryCertificate =>
  foundAt(path, certificateOf(daysLeft, { role: 'root', subject }));

function rendered(certificates: readonly InventoryCertificate[], all = false): string {
  const entries = entriesOf(inventoryOf(sourceOf({ certificates })));
  const roots = apartRoots(entries, trustReportOf({}), NOW);
  const counts = splitCounts(countEntries(entries, NOW), roots, NOW);
  return [...expiredRootsSection(roots, counts, all, NOW)].map(({ text }) => text).join('');
}
const plain = (text: string): string => text.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

it('is not there where no root has expired', () => {
  expect(rendered([root(DEBIAN, 'CN=Fine', 900), foundAt('/x', certificateOf(-1))])).toBe('');
});

it('is folded, and says that there is nothing to do, where only the distribution can do something', () => {
  const text = rendered([root(DEBIAN, 'CN=Old'), root(DEBIAN, 'CN=Soon', 5)]);
  expect(text).toContain(
    '<details><summary><h2 id="expired-roots">2 roots of the distribution have expired or will soon: nothing to do</h2>',
  );
  expect(plain(text)).toContain(
    'Nothing to do. 2 roots CN=Old, expired 2026-11-12 CN=Soon, expires 2026-11-27',
  );
});

it('has a row for each bundle, those first that somebody can do something about', () => {
  const entry = (name: string): InventoryCertificate => ({
    ...root('/opt/trust.jks', `CN=${name}`),
    location: { path: '/opt/trust.jks', entry: name },
  });
  const text = rendered([
    root(DEBIAN, 'CN=Old', -900),
    entry('a'),
    entry('b'),
    root('/srv/ca.pem', 'CN=Corp'),
  ]);
  expect(text).toContain('<details open>');
  expect(plain(text)).toContain('3 trusted roots have expired, 1 root of the distribution has expired');
  expect([...text.matchAll(/<th scope="row"><code>([^<]+)<\/code>/g)].map((match) => match[1])).toEqual([
    '/opt/trust.jks',
    '/srv/ca.pem',
    DEBIAN,
  ]);
  expect(plain(text)).toContain(
    'To do: put its successor beside it, then remove it. tls-cert-exporter trust tells',
  );
});

it('escapes what others wrote, and bounds it', () => {
  const text = rendered([root('/<b>', `CN=<script>${'x'.repeat(3000)}`)]);
  expect(text).not.toMatch(/<b>|<script>/);
  expect(text).toContain('more characters');
});

it('lists a hundred of each unless all are asked for', () => {
  const many = Array.from({ length: 103 }, (_, index) => root(`/${index}`, `CN=${index}`));
  expect(rendered(many).match(/<tr>/g)).toHaveLength(101);
  expect(rendered(many)).toContain('3 more are not listed.');
  expect(rendered(many, true).match(/<tr>/g)).toHaveLength(104);
  const one = Array.from({ length: 103 }, (_, index) => root('/one', `CN=${index}`));
  expect(rendered(one).match(/<li>/g)).toHaveLength(101);
  expect(rendered(one)).toContain('and 3 more');
  expect(rendered(one, true).match(/<li>/g)).toHaveLength(103);
});
