import { expect, it } from 'vitest';
import { ruby } from '../../../src/trust/runtimes/ruby.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('finds each Ruby by its extension', () => {
  const seen = surroundings({
    '/usr/lib/x86_64-linux-gnu/ruby/3.1.0/openssl.so': 'OPENSSLDIR: "/one"',
    '/root/.rbenv/versions/3.4.1/lib/ruby/3.4.0/x86_64-linux/openssl.so': 'OPENSSLDIR: "/two"',
  });
  const found = ruby.installations(seen).map((path) => ruby.choose(path, seen).places[0]?.path);
  expect(found).toEqual(['/one/cert.pem', '/two/cert.pem']);
});
