import { expect, it } from 'vitest';
import { type PageContent, renderPage } from '../../../src/http/page/document.ts';
import { readSelection } from '../../../src/http/page/selection.ts';
import { collect } from '../../support/collect.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';
import { brokenTrust, shownRotation } from '../../support/page-trust.ts';
import { trustReportOf } from '../../support/trust-report.ts';

const rendered = async (content: Partial<PageContent>): Promise<string> => {
  const chunks = await collect(
    renderPage({
      inventory: inventoryOf(
        sourceOf({ certificates: [foundAt('/x', certificateOf(-3)), foundAt('/y', certificateOf(90))] }),
      ),
      now: NOW,
      version: '1.2.3',
      prefix: '',
      documentation: undefined,
      selection: readSelection({}),
      ...content,
    }),
  );
  return chunks.join('');
};

it('begins with what matters and ends with where to look further', async () => {
  const page = await rendered({ prefix: '/certs', documentation: 'https://docs.example.com/' });
  expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
  expect(page).toContain('<title>1 expired, 1 fine – tls-cert-exporter</title>');
  expect(page).toContain('<b>tls-cert-exporter</b> 1.2.3');
  expect(page).toContain('<time datetime="2026-11-22T12:00:00Z">2026-11-22 12:00:00 UTC</time>');
  expect(page).toContain('href="/certs/metrics"');
  expect(page).toContain('href="/certs/-/healthy"');
  expect(page).toContain('href="https://docs.example.com/"');
  expect(page).toMatch(/<\/html>\n$/);
});

it('counts everything, however little is listed', async () => {
  const page = await rendered({ selection: readSelection({ q: 'nowhere', limit: '1' }) });
  expect(page).toContain('1 expired, 1 fine');
  expect(page).toContain('0 of 2 certificates match');
});

it('has no link to documentation that is not there', async () => {
  expect(await rendered({})).not.toContain('Documentation');
});

it('writes one page in pieces however many certificates there are', async () => {
  const certificates = Array.from({ length: 3000 }, (_, index) => foundAt(`/${index}`, certificateOf(index)));
  const inventory = inventoryOf(sourceOf({ certificates }));
  const all = await rendered({ inventory, selection: readSelection({ limit: 'all' }) });
  expect(all.match(/<summary>CN=/g)).toHaveLength(3000);
  const some = await rendered({ inventory });
  expect(some.match(/<summary>CN=/g)).toHaveLength(1000);
  expect(some).toContain('2,000 certificates that expire later are not listed.');
});

it('says what is wrong with trusted roots and rotations, where they are looked at', async () => {
  const page = await rendered({
    trust: brokenTrust(),
    rotations: [shownRotation('corp', { lastResult: 'failed' })],
  });
  expect(page).toContain('<title>1 expired, 1 fine; 3 faults of trusted roots; 1 rotation did not succeed –');
  expect(page).toContain('<h2 id="trust">');
  expect(page).toContain('<h2 id="rotations">');
  expect(await rendered({})).not.toMatch(/id="(?:trust|rotations)"/);
});

it('is calm about a host as it comes from its vendor, where the audit of trust tells so', async () => {
  const certificates = [
    foundAt('/etc/ssl/certs/ca-certificates.crt', certificateOf(-900, { role: 'root' })),
    foundAt('/y', certificateOf(90)),
  ];
  const inventory = inventoryOf(sourceOf({ certificates }));
  const calm = await rendered({ inventory, trust: trustReportOf({ levels: ['medium'] }) });
  expect(calm).toContain('<title>1 certificate is fine; 1 root of the distribution has expired –');
  expect(calm).toContain('<h1 class="headline good">');
  expect(calm).toContain('class="tile calm"');
  expect(calm).toContain('<tr class="expired" data-role="root" data-apart="calm">');
  expect(calm).toContain('<h2 id="expired-roots">');
  const warned = await rendered({ inventory });
  expect(warned).toContain('<title>1 certificate is fine; 1 trusted root has expired –');
  expect(warned).toContain('<h1 class="headline attention">');
});
