import { expect, it } from 'vitest';
import { openssl } from '../../../src/trust/runtimes/openssl.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('tells several libraries apart by what is compiled into each', () => {
  const seen = surroundings({
    '/usr/lib/x86_64-linux-gnu/libcrypto.so.3': 'OpenSSL 3.0.1 OPENSSLDIR: "/usr/lib/ssl"',
    '/opt/conda/lib/libcrypto.so.1.1': 'OpenSSL 1.1.1w OPENSSLDIR: "/opt/conda/ssl"',
    '/usr/local/lib64/libcrypto.so.3': 'nothing that is known',
  });
  const found = openssl.installations(seen).map((path) => [path, openssl.choose(path, seen).places[0]?.path]);
  expect(found).toEqual([
    ['/usr/local/lib64/libcrypto.so.3', '/usr/local/ssl/cert.pem'],
    ['/usr/lib/x86_64-linux-gnu/libcrypto.so.3', '/usr/lib/ssl/cert.pem'],
    ['/opt/conda/lib/libcrypto.so.1.1', '/opt/conda/ssl/cert.pem'],
  ]);
});
