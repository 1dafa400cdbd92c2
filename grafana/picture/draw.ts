import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { Bundle } from './bundle.ts';
import type { Drawing } from './question.ts';

/** Nothing is asked of the network: everything that the page loads comes from this folder. */
const ORIGIN = 'http://dashboard.invalid';
const PUBLIC = join(import.meta.dirname, 'node_modules/@grafana/ui/dist/public');
const FONT = join(
  import.meta.dirname,
  'node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2',
);

const HTML = `<!doctype html><meta charset="utf-8"><style>
html { font-size: 14px } body { margin: 0; width: fit-content }
</style><body class="theme-dark"><script>window.__grafana_public_path__ = '/public/'</script>`;

/** A PNG of a part of the dashboard. */
export async function draw(browser: Browser, { script, style }: Bundle, drawing: Drawing): Promise<Buffer> {
  const page = await browser.newPage({
    viewport: { width: drawing.width, height: 4000 },
    colorScheme: 'dark',
    timezoneId: 'UTC',
  });
  page.on('console', (message) => {
    if (process.env['DEBUG']) process.stderr.write(`${message.type()}: ${message.text()}\n`);
  });
  page.on('pageerror', (error) => process.stderr.write(`${error.stack}\n`));
  await page.route('**/*', async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: HTML });
    // Grafana asks for a file for each weight; this one has all of them.
    if (pathname.startsWith('/public/fonts/inter/'))
      return route.fulfill({ contentType: 'font/woff2', body: readFileSync(FONT) });
    const file = join(PUBLIC, pathname.replace('/public/build', ''));
    if (file.startsWith(PUBLIC) && existsSync(file))
      return route.fulfill({ contentType: 'image/svg+xml', body: readFileSync(file) });
    return route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  await page.evaluate(`window.drawing = ${JSON.stringify(drawing)}`);
  await page.addStyleTag({ content: style });
  await page.addScriptTag({ content: script, type: 'module' });
  const main = page.locator('main');
  await main.waitFor();
  await page.evaluate('document.fonts.ready');
  await page.waitForLoadState('networkidle');
  // Grafana's table measures itself once more after its fonts are there.
  await page.waitForTimeout(1500);
  const image = await main.screenshot();
  await page.close();
  return image;
}
