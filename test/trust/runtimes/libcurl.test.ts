import { expect, it } from 'vitest';
import { libcurlOf, libcurlPlaces } from '../../../src/trust/runtimes/libcurl.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('reads what a libcurl has compiled in', () => {
  const seen = surroundings({ '/c': 'libcurl/7.76.1\0/etc/pki/tls/certs/ca-bundle.crt\0' });
  expect(libcurlOf('/c', seen)).toEqual({
    backend: 'openssl',
    file: '/etc/pki/tls/certs/ca-bundle.crt',
    folder: undefined,
    version: [7, 76],
  });
});

it('needs the file and can do without the folder, of which each library reads other names', () => {
  const ofOpenssl = { backend: 'openssl', file: '/f', folder: '/d', version: undefined } as const;
  expect(libcurlPlaces(ofOpenssl, {})).toEqual([
    { kind: 'file', path: '/f', parser: 'openssl-strict', isNecessary: true },
    { kind: 'folder', path: '/d', parser: 'openssl-hashed', isNamed: false },
  ]);
  const ofGnutls = { ...ofOpenssl, backend: 'gnutls', file: undefined } as const;
  expect(libcurlPlaces(ofGnutls, { folder: '/own' })).toEqual([
    { kind: 'folder', path: '/own', parser: 'gnutls', names: 'all', isNamed: true },
  ]);
});
