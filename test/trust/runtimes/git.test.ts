import { expect, it } from 'vitest';
import { git } from '../../../src/trust/runtimes/git.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const PROGRAM = '/usr/libexec/git-core/git-remote-https';

it.each([
  [{}, 'http_sslcainfo+compiled_default', ['/configured', '/etc/ssl/certs']],
  [{ GIT_SSL_CAINFO: '/f' }, 'git_ssl_cainfo+compiled_default', ['/f', '/etc/ssl/certs']],
  [{ GIT_SSL_CAINFO: '/f', GIT_SSL_CAPATH: '/d' }, 'git_ssl_cainfo+git_ssl_capath', ['/f', '/d']],
  [
    { SSL_CERT_FILE: '/f', CURL_CA_BUNDLE: '/f' },
    'http_sslcainfo+compiled_default',
    ['/configured', '/etc/ssl/certs'],
  ],
  [{ GIT_CONFIG_NOSYSTEM: '1' }, 'compiled_default', ['/etc/ssl/certs']],
])('with %j it is %s', (environment, rule, paths) => {
  const files = { [PROGRAM]: '\0/etc/ssl/certs\0', '/etc/gitconfig': '[http]\nsslCAInfo=/configured\n' };
  const seen = surroundings(files, environment);
  expect(git.installations(seen)).toEqual([PROGRAM]);
  const choice = git.choose(PROGRAM, seen);
  expect([choice.rule, choice.places.map(({ path }) => path)]).toEqual([rule, paths]);
});
