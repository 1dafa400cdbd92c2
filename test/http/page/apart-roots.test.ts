import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  apartRoots,
  DISTRIBUTION_BUNDLES,
  DISTRIBUTION_PLACES,
  splitCounts,
} from '../../../src/http/page/apart-roots.ts';
import { countEntries, total } from '../../../src/http/page/counts.ts';
import { entriesOf } from '../../../src/http/page/entries.ts';
import type { Certificate } from '../../../src/model/certificate.ts';
import type { FindingLevel } from '../../../src/model/trust.ts';
import type { TrustReport } from '../../../src/model/trust-audit.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';
import { trustReportOf } from '../../support/trust-report.ts';

const DEBIAN = '/etc/ssl/certs/ca-certificates.crt';

/** How urgent a certificate is that lies at a path; undefined where it is not set apart. */
function urgency(
  path: string,
  daysLeft: number,
  fields: Partial<Certificate> = {},
  trust: TrustReport | undefined = trustReportOf({ levels: ['medium', 'low'] }),
): string | undefined {
  const certificates = [foundAt(path, certificateOf(daysLeft, { role: 'root', ...fields }))];
  const [urgent] = apartRoots(entriesOf(inventoryOf(sourceOf({ certificates }))), trust, NOW).values();
  return urgent;
}

describe('a root is set apart', () => {
  it.each([
    ['of the distribution, expired', DEBIAN, -900, 'calm'],
    ['of the distribution, in a week', DEBIAN, 5, 'calm'],
    ['of the distribution, in a month', DEBIAN, 29, 'calm'],
    ['of the distribution, fine', DEBIAN, 31, undefined],
    ['of its packages', '/usr/share/ca-certificates/mozilla/Old.crt', -1, 'calm'],
    ['elsewhere, expired', '/etc/nginx/ca.pem', -1, 'warning'],
    ['elsewhere, in a week', '/etc/nginx/ca.pem', 5, undefined],
    ['in a path that only looks alike', `/home/x${DEBIAN}`, -1, 'warning'],
    ['in a folder with the name of the bundle', '/etc/ssl/cert.pem/x', -1, 'warning'],
    ['of a name with a line break', '/etc/ssl/certs/a\nb.pem', -1, 'calm'],
    ['at no path', '', -1, 'warning'],
  ])('%s', (_, path, daysLeft, expected) => {
    expect(urgency(path, daysLeft)).toBe(expected);
  });

  it('never where it is no root, or not valid yet: that is a clock that is wrong', () => {
    expect(urgency(DEBIAN, -1, { role: 'intermediate' })).toBeUndefined();
    expect(urgency(DEBIAN, -1, { role: 'leaf' })).toBeUndefined();
    expect(urgency(DEBIAN, 20, { notBefore: NOW + 5 })).toBeUndefined();
  });

  it('as a warning where no audit tells whose it is', () => {
    const nothing = { ...trustReportOf({}), bundles: [] };
    const certificates = [foundAt(DEBIAN, certificateOf(-1, { role: 'root' }))];
    const entries = entriesOf(inventoryOf(sourceOf({ certificates })));
    expect([...apartRoots(entries, undefined, NOW).values()]).toEqual(['warning']);
    expect(urgency(DEBIAN, -1, {}, nothing)).toBe('warning');
    expect(urgency(DEBIAN, 5, {}, nothing)).toBeUndefined();
  });

  it.each<[string, FindingLevel, string | undefined]>([
    ['/etc/ssl/cert.pem', 'high', 'warning'],
    ['/etc/ssl/cert.pem', 'medium', 'calm'],
    ['/etc/ssl/certs', 'high', 'warning'],
    ['/opt/corp.pem', 'high', 'calm'],
  ])('beside a root with bad dates in %s of level %s', (path, level, expected) => {
    const report = trustReportOf({ levels: [level] });
    const trust = { ...report, bundles: report.bundles.map((bundle) => ({ ...bundle, path })) };
    expect(urgency(DEBIAN, -1, {}, trust)).toBe(expected);
  });

  it('by its place in a chain before by what it says of itself', () => {
    const served = { ...foundAt(DEBIAN, certificateOf(-1, { role: 'root' })), role: 'leaf' as const };
    const entries = entriesOf(inventoryOf(sourceOf({ certificates: [served] })));
    expect(apartRoots(entries, undefined, NOW).size).toBe(0);
  });
});

it('goes by the same places as the alerts', () => {
  const rules = readFileSync(join(import.meta.dirname, '../../../alerts/certificates.rules.yml'), 'utf8');
  expect(rules).toContain(`{role="root", path=~"${DISTRIBUTION_PLACES}"}`);
  expect(rules).toContain(
    `{check=~"expired|expiring|not_yet_valid", level="high", path=~"${DISTRIBUTION_BUNDLES}"} > 0`,
  );
});

it('splits the counts, and none is lost', () => {
  const certificates = [
    foundAt(DEBIAN, certificateOf(-900, { role: 'root' })),
    foundAt(DEBIAN, certificateOf(-2, { role: 'root' })),
    foundAt(DEBIAN, certificateOf(20, { role: 'root', notBefore: NOW - 9000 * 86_400 })),
    foundAt(DEBIAN, certificateOf(900, { role: 'root' })),
    foundAt('/opt/ca.pem', certificateOf(-3, { role: 'root' })),
    foundAt('/opt/leaf.pem', certificateOf(-3)),
  ];
  const entries = entriesOf(inventoryOf(sourceOf({ certificates })));
  const all = countEntries(entries, NOW);
  const split = splitCounts(all, apartRoots(entries, trustReportOf({}), NOW), NOW);
  expect(split).toMatchObject({ warning: 1, calm: 3, calmExpired: 2 });
  expect(split.others.expired).toEqual({ leaf: 1, intermediate: 0, root: 0 });
  expect(split.apart.warning.root).toBe(1);
  expect(total(split.others) + total(split.apart)).toBe(total(all));
});
