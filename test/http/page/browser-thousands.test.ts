import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Inventory } from '../../../src/model/inventory.ts';
import { browserMissing } from '../../support/browser.ts';
import { certificateOf, foundAt, inventoryOf, NOW, sourceOf } from '../../support/page-inventory.ts';
import { shownPage } from '../../support/shown-page.ts';

const MANY = 6000;

/** What a browser has to hold for one certificate, and for all the rest of the page. */
const NODES_PER_ROW = 50;
const OTHER_NODES = 200;

/** Certificates that are found in another order than that in which they expire, at two places each. */
function thousands(number: number): Inventory {
  const certificates = Array.from({ length: number }, (_, index) => {
    // A prime, so that each number of days comes once.
    const days = (index * 7919) % number;
    return foundAt(`/srv/${index}.pem`, certificateOf(days, { subject: `CN=service-${days}.example.com` }));
  });
  return inventoryOf(
    sourceOf({ source: 'a', certificates: certificates.slice(0, number / 2) }),
    sourceOf({ source: 'b', certificates: certificates.slice(number / 2) }),
  );
}

describe.skipIf(browserMissing('the page of thousands'))(
  'thousands of certificates',
  { timeout: 120_000 },
  () => {
    let inventory = thousands(MANY);
    const shown = shownPage({ inventory: () => inventory, clock: () => NOW, version: '1.2.3', prefix: '' });
    const open = async (path = '/'): Promise<Page> => {
      const page = await shown.newPage();
      await page.goto(shown.url() + path);
      return page;
    };
    /** The subjects of the rows that can be seen; asked for at once, because each by itself takes too long. */
    const rows = (page: Page): Promise<string[]> =>
      page.evaluate(
        "[...document.querySelectorAll('table.certificates > tbody > tr:not([hidden]) summary')].map((each) => each.innerText)",
      );
    const nodes = (page: Page): Promise<number> => page.evaluate("document.querySelectorAll('*').length");
    const expiries = (page: Page): Promise<string[]> =>
      page.evaluate(
        "[...document.querySelectorAll('table.certificates > tbody > tr > td time')].map((time) => time.dateTime)",
      );

    it('are a thousand rows, the soonest expiry first, and no more for the browser to hold however many there are', async () => {
      const page = await open();
      expect(await rows(page)).toHaveLength(1000);
      const dates = await expiries(page);
      expect(dates).toHaveLength(1000);
      expect(dates).toEqual(dates.toSorted());
      expect(dates[0]).toBe(new Date(NOW * 1000).toISOString().replace('.000', ''));
      const held = await nodes(page);
      expect(held).toBeLessThan(1000 * NODES_PER_ROW + OTHER_NODES);
      inventory = thousands(MANY / 3);
      onTestFinished(() => {
        inventory = thousands(MANY);
      });
      expect(await nodes(await open())).toBe(held);
    });

    it('are all there for who asks, sorted, and are filtered while somebody types', async () => {
      const page = await open('/?limit=all');
      expect(await rows(page)).toHaveLength(MANY);
      const dates = await expiries(page);
      expect(dates).toEqual(dates.toSorted());
      expect(await nodes(page)).toBeLessThan(MANY * NODES_PER_ROW + OTHER_NODES);
      await page.getByLabel('Search').fill('service-4321.');
      await page.getByRole('status').getByText('1 of 6,000 match').waitFor();
      expect(await rows(page)).toEqual([expect.stringContaining('CN=service-4321.example.com')]);
      await page.getByLabel('Search').fill('');
      await page.getByRole('status').getByText('6,000 certificates').waitFor();
      expect(await rows(page)).toHaveLength(MANY);
      await page.getByLabel('Status', { exact: true }).selectOption('critical');
      await page.getByRole('status').getByText('8 of 6,000 match').waitFor();
    });

    it('are searched by the server where they are not on the page', async () => {
      const page = await open();
      await page.getByLabel('Search').fill('service-5999');
      await page.getByText('0 of the 1,000 on this page match; press Enter to search all 6,000').waitFor();
      await page.getByLabel('Search').press('Enter');
      await page.getByText('1 of 6,000 certificates match').waitFor();
      expect(await rows(page)).toHaveLength(1);
      await page.getByText('Clear the filter').click();
      await page.getByText('List all 6,000').click();
      await page.getByText('6,000 certificates', { exact: true }).waitFor();
      await page.waitForLoadState();
      expect(await rows(page)).toHaveLength(MANY);
    });
  },
);
