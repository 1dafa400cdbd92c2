import { expect, it } from 'vitest';
import { opensslChoice } from '../../../src/trust/runtimes/openssl-rule.ts';

const of = (environment: Record<string, string>, major = 3): [string, string[]] => {
  const { rule, places } = opensslChoice(environment, { folder: '/own', major });
  return [rule, places.map(({ path, parser }) => `${parser} ${path}`)];
};

it.each([
  [
    {},
    'compiled_default',
    ['openssl-strict /own/cert.pem', 'openssl-hashed /own/certs', 'openssl-store /own/certs'],
  ],
  [
    { SSL_CERT_FILE: '/f' },
    'ssl_cert_file+compiled_default',
    ['openssl-strict /f', 'openssl-hashed /own/certs', 'openssl-store /own/certs'],
  ],
  [
    { SSL_CERT_DIR: '/a:/b' },
    'compiled_default+ssl_cert_dir',
    ['openssl-strict /own/cert.pem', 'openssl-hashed /a', 'openssl-hashed /b'],
  ],
  [{ SSL_CERT_FILE: '', SSL_CERT_DIR: '' }, 'ssl_cert_file+ssl_cert_dir', ['openssl-strict ']],
])('with %j it is %s', (environment, rule, places) => {
  expect(of(environment)).toEqual([rule, places]);
});

it('opens no stores before version 3', () => {
  expect(of({}, 1)[1]).toEqual(['openssl-strict /own/cert.pem', 'openssl-hashed /own/certs']);
});
