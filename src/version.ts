import { readFileSync } from 'node:fs';

/** Set by the build (scripts/build.ts); running from the sources there are none. */
declare const __VERSION__: string | undefined;
declare const __REVISION__: string | undefined;

/** The version of this program, as in package.json. */
export const VERSION: string = typeof __VERSION__ === 'string' ? __VERSION__ : versionOfCheckout();

/** The commit that this program was built from; `unknown` when it runs from the sources. */
export const REVISION: string = typeof __REVISION__ === 'string' ? __REVISION__ : 'unknown';

function versionOfCheckout(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
