import { fastify } from 'fastify';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { type PageServices, registerPage } from '../../src/http/page.ts';
import { launchBrowser } from './browser.ts';

/** The page, served on a port of its own, and a browser beside it. */
export interface ShownPage {
  /** Where it is served. */
  readonly url: () => string;
  /** An empty page of a browser that knows nothing of the others; closed when the test ends. */
  readonly newPage: (options?: BrowserContextOptions) => Promise<Page>;
}

/** Serves the page and starts the browser for the tests of the `describe` in which it is called. */
export function shownPage(services: PageServices): ShownPage {
  const server = fastify();
  registerPage(server, services);
  let url = '';
  let browser: Browser | undefined;
  beforeAll(async () => {
    url = await server.listen({ port: 0, host: '127.0.0.1' });
    browser = await launchBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server.close();
  });
  return {
    url: () => url,
    newPage: async (options = {}) => {
      if (browser === undefined) throw new Error('the browser has not been started');
      const context = await browser.newContext(options);
      onTestFinished(() => context.close());
      return context.newPage();
    },
  };
}
