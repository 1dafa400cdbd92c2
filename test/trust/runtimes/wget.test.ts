import { expect, it } from 'vitest';
import { wget } from '../../../src/trust/runtimes/wget.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('follows the rule of OpenSSL where it is not built with GnuTLS', () => {
  const seen = surroundings({ '/usr/bin/wget': 'OpenSSL 3.0.1 OPENSSLDIR: "/own"' }, { SSL_CERT_FILE: '/f' });
  expect(wget.installations(seen)).toEqual(['/usr/bin/wget']);
  expect(wget.choose('/usr/bin/wget', seen).rule).toBe('ssl_cert_file+compiled_default');
});

it('built with OpenSSL takes what its configuration names as well', () => {
  const configuration = 'ca_directory = /d\nca_certificate = /c\n';
  const seen = surroundings({
    '/usr/bin/wget': 'OpenSSL 1.1.1 OPENSSLDIR: "/own"',
    '/etc/wgetrc': configuration,
  });
  const { rule, places } = wget.choose('/usr/bin/wget', seen);
  expect([rule, places.map(({ path }) => path)]).toEqual([
    'wgetrc+compiled_default',
    ['/own/cert.pem', '/own/certs', '/d', '/c'],
  ]);
});

it("is not BusyBox's", () => {
  const seen = surroundings({ '/bin/busybox': '', '/usr/bin/wget': { link: '/bin/busybox' } });
  expect(wget.installations(seen)).toEqual([]);
});
