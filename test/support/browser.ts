import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const executable = PLACES.find((place) => existsSync(place));

/**
 * For `describe.skipIf`: true where no browser is installed, said aloud. In CI (`CI` is set) it is never true:
 * there the tests run, and fail with the reason.
 */
export function browserMissing(tests: string): boolean {
  if (executable !== undefined || process.env['CI']) return false;
  process.stderr.write(`\nSKIPPED: ${tests}: there is no browser at ${PLACES.join(', ')}.\n\n`);
  return true;
}

/** Starts the installed browser, with a profile of its own that is removed when it is closed. */
export async function launchBrowser(): Promise<Browser> {
  if (executable === undefined)
    throw new Error(`there is no browser at ${PLACES.join(', ')}; install chromium`);
  return chromium.launch({
    executablePath: executable,
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
