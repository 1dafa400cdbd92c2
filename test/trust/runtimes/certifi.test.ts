import { expect, it } from 'vitest';
import { certifiBundle } from '../../../src/trust/runtimes/certifi.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';

it('tells a certifi that a distribution has patched', () => {
  const host = hostFolder({
    '/debian/core.py': "DEBIAN_CA_CERTS_PATH = '/etc/ssl/certs/ca-certificates.crt'",
    '/fedora/core.py': 'def where():\n    return "/etc/pki/tls/certs/ca-bundle.crt"\n',
    '/own/core.py': 'files("certifi").joinpath("cacert.pem")',
  });
  expect(['/debian', '/fedora', '/own', '/none'].map((path) => certifiBundle(host, path))).toEqual([
    { path: '/etc/ssl/certs/ca-certificates.crt', rule: 'certifi_patched' },
    { path: '/etc/pki/tls/certs/ca-bundle.crt', rule: 'certifi_patched' },
    { path: '/own/cacert.pem', rule: 'certifi' },
    { path: '/none/cacert.pem', rule: 'certifi' },
  ]);
});
