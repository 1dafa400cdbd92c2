import { expect, it } from 'vitest';
import { curl } from '../../../src/trust/runtimes/curl.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const of = (version: string, environment: Record<string, string>): [string, string[]] => {
  const bytes = `libcurl/${version}\0/etc/ssl/certs/ca-certificates.crt\0/etc/ssl/certs\0`;
  const seen = surroundings({ '/usr/bin/curl': bytes }, environment);
  const [installation = ''] = curl.installations(seen);
  const { rule, places } = curl.choose(installation, seen);
  return [rule, places.map(({ path }) => path)];
};

it.each([
  [{}, 'compiled_default', ['/etc/ssl/certs/ca-certificates.crt', '/etc/ssl/certs']],
  [
    { CURL_CA_BUNDLE: '/c', SSL_CERT_FILE: '/f', SSL_CERT_DIR: '/d' },
    'curl_ca_bundle+compiled_default',
    ['/c', '/etc/ssl/certs'],
  ],
  [{ SSL_CERT_FILE: '/f', SSL_CERT_DIR: '/d' }, 'ssl_cert_file+ssl_cert_dir', ['/f', '/d']],
  [{ SSL_CERT_DIR: '/d' }, 'compiled_default+ssl_cert_dir', ['/etc/ssl/certs/ca-certificates.crt', '/d']],
])('with %j it is %s', (environment, rule, paths) => {
  expect(of('8.5.0', environment)).toEqual([rule, paths]);
});

it('did not look at SSL_CERT_FILE beside SSL_CERT_DIR before 8.3', () => {
  const both = { SSL_CERT_FILE: '/f', SSL_CERT_DIR: '/d' };
  expect(of('8.2.1', both)[1]).toEqual(['/etc/ssl/certs/ca-certificates.crt', '/d']);
  expect(of('8.3.0', both)[1]).toEqual(['/f', '/d']);
});
