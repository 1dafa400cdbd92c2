import { expect, it } from 'vitest';
import { rustls } from '../../../src/trust/runtimes/rustls.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const choose = (
  files: Record<string, string>,
  environment: Record<string, string> = {},
): [string, string[]] => {
  const { rule, places } = rustls.choose('any', surroundings(files, environment));
  return [rule, places.map(({ path }) => path)];
};

it('finds the extracted bundle of RHEL before the one that Go finds', () => {
  const files = {
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem': '',
    '/etc/pki/tls/certs/ca-bundle.crt': '',
  };
  expect(choose(files)).toEqual([
    'first_found',
    ['/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem', '/etc/pki/tls/certs'],
  ]);
  expect(choose({})).toEqual(['first_found', []]);
});

it('takes the variables alone where one is set', () => {
  const files = { '/etc/ssl/cert.pem': '' };
  expect(choose(files, { SSL_CERT_FILE: '/none' })).toEqual(['ssl_cert_file', ['/none']]);
  expect(choose(files, { SSL_CERT_DIR: '/a:/b' })).toEqual(['ssl_cert_dir', ['/a', '/b']]);
  expect(choose(files, { SSL_CERT_FILE: '/f', SSL_CERT_DIR: '/a' })).toEqual([
    'ssl_cert_file+ssl_cert_dir',
    ['/f', '/a'],
  ]);
});
