import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Runtime } from '../../../src/model/trust.ts';
import { bundleTexts, writeBundles } from '../../support/trust-laboratory/bundles.ts';
import { cannotAsk } from '../../support/trust-laboratory/clients.ts';
import { type Laboratory, laboratory } from '../../support/trust-laboratory/laboratory.ts';

let open: Laboratory;
let bundles: Map<string, string>;
let nothing: string;
beforeAll(async () => {
  open = await laboratory();
  bundles = writeBundles(open.folder, bundleTexts(open.roots));
  nothing = join(open.folder, 'nothing');
  mkdirSync(nothing);
});
afterAll(() => open[Symbol.asyncDispose]());

/** How each is shown a bundle and nothing else. */
const SHOWN: readonly (readonly [Runtime, (bundle: string) => Record<string, string>])[] = [
  ['openssl', (bundle) => ({ SSL_CERT_FILE: bundle, SSL_CERT_DIR: nothing })],
  ['curl', (bundle) => ({ CURL_CA_BUNDLE: bundle })],
  ['git', (bundle) => ({ GIT_SSL_CAINFO: bundle })],
  ['python', (bundle) => ({ SSL_CERT_FILE: bundle, SSL_CERT_DIR: nothing })],
  ['requests', (bundle) => ({ REQUESTS_CA_BUNDLE: bundle })],
  ['go', (bundle) => ({ SSL_CERT_FILE: bundle, SSL_CERT_DIR: nothing })],
  ['node', (bundle) => ({ NODE_EXTRA_CA_CERTS: bundle })],
];

it.each(SHOWN.filter(([runtime]) => !cannotAsk(runtime)))(
  'what %s loads of a damaged bundle is what the model says',
  async (runtime, environment) => {
    const experiments = [...bundles].map(([name, path]) => ({
      name,
      runtime,
      environment: environment(path),
    }));
    const { modelled, seen, said } = await open.run(experiments);
    expect(modelled, JSON.stringify(said, undefined, 1)).toEqual(seen);
    expect(new Set(Object.values(seen))).toEqual(new Set(['trusts', 'does not']));
  },
  120_000,
);
