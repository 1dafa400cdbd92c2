import { expect, it } from 'vitest';
import { nodeStores } from '../../../src/trust/runtimes/node-options.ts';

it.each([
  ['', false, false, undefined],
  ['--use-system-ca', false, false, true],
  ['  --no-use-system-ca --max-old-space-size=100', false, false, false],
  ['--use-system-ca --no-use-system-ca', false, false, false],
  ['--use_openssl_ca=true', true, false, undefined],
  ['"--use-openssl-ca"', true, false, undefined],
  ['--use"-openssl"-ca', true, false, undefined],
  ['"--use-op\\enssl-ca"', true, false, undefined],
  ['--title="--use-openssl-ca x" --use-bundled-ca', false, true, undefined],
  ['--require "/a b --use-openssl-ca"', false, false, undefined],
  ['--use-openssl-cacert', false, false, undefined],
  ['"--use-openssl-ca', true, false, undefined],
])('%j', (text, usesOpenssl, usesBundled, usesSystem) => {
  expect(nodeStores(text)).toEqual({ usesOpenssl, usesBundled, usesSystem });
});
