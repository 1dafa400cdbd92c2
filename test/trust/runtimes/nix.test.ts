import { expect, it } from 'vitest';
import { nix } from '../../../src/trust/runtimes/nix.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const PROFILE = '/nix/var/nix/profiles/default/etc/ssl/certs/ca-bundle.crt';

it('is there where its store is', () => {
  expect(nix.installations(surroundings({}))).toEqual([]);
  expect(nix.installations(surroundings({ '/nix/store': null }))).toEqual(['/nix']);
});

it.each([
  [{ NIX_SSL_CERT_FILE: '/a', SSL_CERT_FILE: '/b' }, 'nix_ssl_cert_file', ['/a']],
  [{ SSL_CERT_FILE: '/b' }, 'ssl_cert_file', ['/b']],
  [{}, 'first_found', [PROFILE]],
])('chooses with %j by %s', (environment, rule, paths) => {
  const choice = nix.choose('/nix', surroundings({ [PROFILE]: '' }, environment));
  expect([choice.rule, choice.places.map(({ path }) => path)]).toEqual([rule, paths]);
});
