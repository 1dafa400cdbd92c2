import type { BrowserContextOptions, Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { browserMissing } from '../../support/browser.ts';
import { foundList } from '../../support/inventory.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';
import { brokenTrust, shownRotation } from '../../support/page-trust.ts';
import { shownPage } from '../../support/shown-page.ts';
import { trustReportOf } from '../../support/trust-report.ts';

const EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>';

const hostile = inventoryOf(
  sourceOf({
    source: EVIL,
    certificates: [
      foundAt(
        `/srv/'${EVIL}\n.pem`,
        certificateOf(3, { subject: `CN=${EVIL}`, issuer: EVIL, sans: [`DNS:${EVIL}`] }),
      ),
      foundAt('/srv/\u{202e}mep.exe', certificateOf(4, { subject: `CN=\u{202e}${'W'.repeat(3000)}` })),
      foundAt(`/${'x'.repeat(900)}`, certificateOf(400, { role: 'root', serialNumber: '9'.repeat(200) })),
    ],
    problems: [
      { location: { path: `/${EVIL}${'y'.repeat(900)}` }, reason: 'io_error', detail: EVIL.repeat(9) },
    ],
  }),
);

const many = inventoryOf(
  sourceOf({
    certificates: Array.from({ length: 1500 }, (_, index) =>
      foundAt(`/srv/${index}.pem`, certificateOf(index, { subject: `CN=service-${index}.example.com` })),
    ),
  }),
);

/** Roots that have expired: of the distribution, and somebody's own with a hostile name. */
const vendors = inventoryOf(
  sourceOf({
    certificates: [
      foundAt('/etc/ssl/certs/ca-certificates.crt', certificateOf(-900, { role: 'root' })),
      foundAt('/etc/ssl/certs/ca-certificates.crt', certificateOf(5, { role: 'root' })),
      foundAt(`/opt/${EVIL}.pem`, certificateOf(-9, { role: 'root', subject: `CN=${EVIL.repeat(9)}` })),
      foundAt('/srv/www.pem', certificateOf(60)),
    ],
  }),
);

/** What the audit of trust says beside each. */
const reports = new Map([
  [hostile, brokenTrust(EVIL.repeat(20))],
  [vendors, trustReportOf({ levels: ['medium'] })],
]);

describe.skipIf(browserMissing('the page in a browser'))('the page in a browser', { timeout: 60_000 }, () => {
  let inventory = hostile;
  let complaints: string[] = [];
  const shown = shownPage({
    inventory: () => inventory,
    trust: () => reports.get(inventory),
    rotations: () => (inventory === hostile ? [shownRotation(EVIL, { lastResult: 'failed' })] : []),
    clock: () => NOW,
    version: '1.2.3',
    prefix: '',
  });

  beforeEach(() => {
    inventory = hostile;
    complaints = [];
  });

  const open = async (options: BrowserContextOptions = {}, path = '/'): Promise<Page> => {
    const url = shown.url();
    const page = await shown.newPage(options);
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(`${url}/?`) && request.url() !== `${url}/`) {
        if (!request.url().startsWith('data:')) complaints.push(`request: ${request.url()}`);
      }
    });
    await page.goto(url + path);
    return page;
  };

  const rows = (page: Page) => page.locator('table.certificates:not(.lists) > tbody > tr:visible');
  const overflow = (page: Page): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('shows hostile content as text, and neither runs nor loads anything of it', async () => {
    const page = await open();
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img, iframe, object, [onerror]').count()).toBe(0);
    expect(await page.locator('table.certificates summary').first().innerText()).toContain(EVIL);
    expect(await page.locator('table.certificates code').nth(0).textContent()).toBe(
      String.raw`/srv/'${EVIL}\n.pem`,
    );
    expect(await page.locator('table.certificates code').nth(1).textContent()).toBe(
      String.raw`/srv/\u202emep.exe`,
    );
    expect(complaints).toEqual([]);
  });

  it('is refused by the policy what the page did not bring along', async () => {
    const page = await open();
    await page.evaluate(
      "document.body.append(Object.assign(document.createElement('script'), { text: 'window.ran = 1' }))",
    );
    expect(await page.evaluate('window.ran')).toBeUndefined();
    expect(complaints.join('\n')).toContain('Content Security Policy');
  });

  it.each([
    ['light', hostile],
    ['dark', hostile],
    ['light', vendors],
    ['dark', vendors],
  ] as const)('is readable in the %s (case %#)', async (colorScheme, content) => {
    inventory = content;
    const page = await open({ colorScheme });
    const contrasts: number[] = await page.evaluate(CONTRASTS);
    expect(contrasts.length).toBeGreaterThan(30);
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
    const ground: string = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ground).toBe(colorScheme === 'dark' ? 'rgb(17, 21, 27)' : 'rgb(246, 247, 249)');
  });

  it.each([hostile, many, vendors])('fits a phone (case %#)', async (content) => {
    inventory = content;
    const page = await open({ viewport: { width: 360, height: 740 } });
    expect(await overflow(page)).toBe(0);
    await page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true");
    expect(await overflow(page)).toBe(0);
  });

  it('filters while somebody types, by text, role and status, and says how many remain', async () => {
    inventory = inventoryOf(
      sourceOf({
        certificates: [
          foundAt('/a.pem', certificateOf(-2, { subject: 'CN=alpha' })),
          foundAt('/b.pem', certificateOf(90, { subject: 'CN=beta', sans: ['DNS:b.example.net'] })),
          foundAt('/c.pem', certificateOf(900, { subject: 'CN=gamma', role: 'root' })),
        ],
      }),
    );
    const page = await open();
    const said = page.getByRole('status');
    expect(await said.textContent()).toBe('3 certificates');
    await page.getByLabel('Search').fill('B.EXAMPLE.NET /b.pem');
    await said.getByText('1 of 3 match').waitFor();
    expect(await rows(page).locator('summary').allInnerTexts()).toEqual([expect.stringContaining('CN=beta')]);
    await page.getByLabel('Search').fill('');
    await said.getByText('3 certificates').waitFor();
    expect(await rows(page).count()).toBe(3);
    await page.getByLabel('Role').selectOption('root');
    await said.getByText('1 of 3 match').waitFor();
    await page.getByLabel('Status', { exact: true }).selectOption('expired');
    await said.getByText('0 of 3 match').waitFor();
    expect(await rows(page).count()).toBe(0);
    expect(page.url()).toBe(`${shown.url()}/`);
    expect(complaints).toEqual([]);
  });

  it('shows revocation lists, which the filter of certificates neither counts nor hides', async () => {
    inventory = inventoryOf(
      sourceOf({
        certificates: [foundAt('/a.pem', certificateOf(90, { subject: 'CN=alpha' }))],
        revocationLists: [
          foundList('/ca.crl', {
            thisUpdate: NOW - 9 * 86_400,
            nextUpdate: NOW - 3600,
            issuer: `CN=${EVIL}`,
          }),
        ],
      }),
    );
    const page = await open({ viewport: { width: 360, height: 740 } });
    expect(await page.locator('h1').innerText()).toContain('1 revocation list has expired');
    await page.getByLabel('Search').fill('nothing like it');
    await page.getByRole('status').getByText('0 of 1 match').waitFor();
    const lists = page.locator('table.lists > tbody > tr:visible');
    expect(await lists.count()).toBe(1);
    expect(await lists.locator('summary').innerText()).toContain(EVIL);
    expect(await overflow(page)).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('shows roots that fail nobody in calmer colours than what does, and says so in words', async () => {
    inventory = vendors;
    const page = await open();
    expect(await page.locator('h1').innerText()).toContain('2 roots of the distribution');
    const colour = (row: number): Promise<string> =>
      page.evaluate(`getComputedStyle(document.querySelectorAll('.certificates .badge')[${row}]).color`);
    const [calm, warning, alsoCalm] = [await colour(0), await colour(1), await colour(2)];
    expect(calm).toBe(alsoCalm);
    expect(calm).not.toBe(warning);
    inventory = hostile;
    await page.goto(shown.url());
    expect([calm, warning]).not.toContain(await colour(0));
    expect(complaints).toEqual([]);
  });

  it('opens the details with the keyboard', async () => {
    const page = await open();
    const summary = page.locator('table.certificates summary').first();
    await summary.focus();
    await summary.press('Enter');
    await page.locator('table.certificates dl').first().waitFor({ state: 'visible' });
  });

  it('has a name for every control and table', async () => {
    const page = await open();
    expect(await page.getByRole('searchbox', { name: 'Search' }).count()).toBe(1);
    expect(await page.getByRole('combobox', { name: 'Role' }).count()).toBe(1);
    expect(await page.getByRole('combobox', { name: 'Status' }).count()).toBe(1);
    expect(await page.getByRole('table', { name: 'Certificates, soonest expiry first' }).count()).toBe(1);
    expect(await page.getByRole('table', { name: 'Places with the problem io_error' }).count()).toBe(1);
    expect(await page.getByRole('table', { name: 'Findings about bundles' }).count()).toBe(1);
    expect(await page.getByRole('table', { name: 'Runtimes and their roots' }).count()).toBe(1);
    expect(await page.getByRole('region', { name: /^Trusted roots: / }).count()).toBe(1);
    expect(await page.getByRole('table', { name: 'Rotations and their last run' }).count()).toBe(1);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  it('lists everything without JavaScript, and the form still searches', async () => {
    const page = await open({ javaScriptEnabled: false });
    expect(await rows(page).count()).toBe(3);
    await page.getByLabel('Role').selectOption('root');
    await page.getByRole('button', { name: 'Search' }).click();
    await page.getByText('1 of 3 certificates match').waitFor();
    expect(await rows(page).count()).toBe(1);
  });
});

/** The contrast (WCAG 2.2, 1.4.3) of every visible text with the nearest ground behind it. */
const CONTRASTS = `(() => {
  const parse = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number);
  const luminance = (colour) => {
    const [red, green, blue] = parse(colour).slice(0, 3).map((value) => {
      const share = value / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ground = (element) => {
    const colour = getComputedStyle(element).backgroundColor;
    return parse(colour)[3] === 0 ? ground(element.parentElement) : colour;
  };
  for (const details of document.querySelectorAll('details')) details.open = true;
  const contrasts = [];
  for (const element of document.body.querySelectorAll('*:not(script)')) {
    const text = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== '');
    if (!text || element.getClientRects().length === 0) continue;
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
    contrasts.push((Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05));
  }
  return contrasts;
})()`;
