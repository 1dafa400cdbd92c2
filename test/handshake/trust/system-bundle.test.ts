import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { systemPlaces } from '../../../src/handshake/trust/system-bundle.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function hostWith(...paths: readonly string[]): string {
  const root = temporaryFolder();
  for (const path of paths) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), '');
  }
  return root;
}

const paths = async (root: string, environment = {}): Promise<string[]> =>
  (await systemPlaces(root, environment)).map(({ path }) => path);

it.each([
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/pki/tls/cacert.pem',
  '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
  '/etc/ssl/cert.pem',
])('finds %s', async (path) => {
  const root = hostWith(path);
  expect(await systemPlaces(root, {})).toEqual([{ path, opened: join(root, path) }]);
});

it('takes the first that exists, and nothing besides', async () => {
  expect(await paths(hostWith('/etc/ssl/cert.pem', '/etc/pki/tls/certs/ca-bundle.crt'))).toEqual([
    '/etc/pki/tls/certs/ca-bundle.crt',
  ]);
});

it('takes the folders where there is no bundle', async () => {
  expect(await paths(hostWith('/etc/ssl/certs/a.pem', '/etc/pki/tls/certs/b.pem'))).toEqual([
    '/etc/ssl/certs',
    '/etc/pki/tls/certs',
  ]);
  expect(await paths(hostWith())).toEqual([]);
});

it('follows links of the host', async () => {
  const root = hostWith('/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem');
  mkdirSync(join(root, 'etc/pki/tls/certs'), { recursive: true });
  symlinkSync(
    '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem',
    join(root, 'etc/pki/tls/certs/ca-bundle.crt'),
  );
  expect(await systemPlaces(root, {})).toEqual([
    {
      path: '/etc/pki/tls/certs/ca-bundle.crt',
      opened: join(root, 'etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem'),
    },
  ]);
});

it('does what the environment says, on one’s own host alone', async () => {
  const other = hostWith('/a.pem', '/one/x.pem', '/two/y.pem');
  const file = { SSL_CERT_FILE: join(other, 'a.pem') };
  expect(await paths('/', file)).toEqual([join(other, 'a.pem')]);
  expect(await paths(hostWith('/etc/ssl/cert.pem'), file)).toEqual(['/etc/ssl/cert.pem']);
  const folders = {
    SSL_CERT_FILE: '/nowhere',
    SSL_CERT_DIR: `${join(other, 'one')}:${join(other, 'none')}:${join(other, 'two')}`,
  };
  expect(await paths('/', folders)).toEqual([join(other, 'one'), join(other, 'two')]);
});
