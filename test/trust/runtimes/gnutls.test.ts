import { expect, it } from 'vitest';
import { gnutls } from '../../../src/trust/runtimes/gnutls.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('finds its libraries and takes what is compiled into them, whatever the variables say', () => {
  const files = { '/usr/lib64/libgnutls.so.30': '\0/etc/ssl/certs/ca-certificates.crt\0' };
  const seen = surroundings(files, { SSL_CERT_FILE: '/none' });
  expect(gnutls.installations(seen)).toEqual(['/usr/lib64/libgnutls.so.30']);
  expect(gnutls.choose('/usr/lib64/libgnutls.so.30', seen).places).toEqual([
    { kind: 'file', path: '/etc/ssl/certs/ca-certificates.crt', parser: 'gnutls' },
  ]);
});
