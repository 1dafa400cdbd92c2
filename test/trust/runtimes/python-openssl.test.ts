import { expect, it } from 'vitest';
import { pythonHomes } from '../../../src/trust/runtimes/python-homes.ts';
import { pythonOpensslChoice } from '../../../src/trust/runtimes/python-openssl.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('looks into the interpreter where OpenSSL is no module of its own', () => {
  const seen = surroundings({
    '/opt/standalone/bin/python3.12': 'OpenSSL 3.5.1 OPENSSLDIR: "/etc/ssl"',
    '/opt/standalone/lib/python3.12/lib-dynload/_json.so': '',
  });
  const [home] = pythonHomes(seen.host);
  if (home === undefined) throw new Error('no Python was found');
  expect(pythonOpensslChoice(home, seen).places[0]?.path).toBe('/etc/ssl/cert.pem');
});
