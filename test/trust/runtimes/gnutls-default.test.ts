import { expect, it } from 'vitest';
import { gnutlsDefault } from '../../../src/trust/runtimes/gnutls-default.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('says that it asks p11-kit where no path is compiled in', () => {
  const choice = gnutlsDefault('/l', surroundings({ '/l': 'pkcs11:\0' }));
  expect(choice).toMatchObject({ rule: 'p11_kit', detail: expect.stringContaining('p11-kit') });
});

it('tells a folder from a file', () => {
  const { places } = gnutlsDefault('/l', surroundings({ '/l': '\0/etc/ssl/certs\0/etc/pki/tls/cert.pem\0' }));
  expect(places.map(({ kind, path }) => `${kind} ${path}`)).toEqual([
    'folder /etc/ssl/certs',
    'file /etc/pki/tls/cert.pem',
  ]);
});
