import { expect, it } from 'vitest';
import { go } from '../../../src/trust/runtimes/go.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

const choose = (
  files: Record<string, string>,
  environment: Record<string, string> = {},
): [string, string[]] => {
  const { rule, places } = go.choose('any', surroundings(files, environment));
  return [rule, places.map(({ path }) => path)];
};

it('takes the first default file in its own order, which is not that of openssl-probe, and the default folders', () => {
  const files = {
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem': '',
    '/etc/pki/tls/certs/ca-bundle.crt': '',
  };
  expect(choose(files)).toEqual([
    'first_found+default_folders',
    ['/etc/pki/tls/certs/ca-bundle.crt', '/etc/ssl/certs', '/etc/pki/tls/certs'],
  ]);
});

it('replaces by each variable its own part alone, also where that leads to nothing', () => {
  const files = { '/etc/ssl/cert.pem': '' };
  expect(choose(files, { SSL_CERT_FILE: '/none' })).toEqual([
    'ssl_cert_file+default_folders',
    ['/none', '/etc/ssl/certs', '/etc/pki/tls/certs'],
  ]);
  expect(choose(files, { SSL_CERT_DIR: '/a:/b' })).toEqual([
    'first_found+ssl_cert_dir',
    ['/etc/ssl/cert.pem', '/a', '/b'],
  ]);
  expect(choose({}, { SSL_CERT_FILE: '', SSL_CERT_DIR: '' })[0]).toBe('first_found+default_folders');
});
