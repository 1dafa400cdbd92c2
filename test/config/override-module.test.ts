import { expect, it } from 'vitest';
import { overrideModule } from '../../src/config/override-module.ts';

it('puts options in the place of those of the file, and leaves the others', () => {
  const written = { ip: 'ipv4', server_name: 'db.internal', timeout: 3 } as const;
  expect(overrideModule(written, { timeout: '1m', alpn: ['h2'], verify: false })).toEqual({
    ip: 'ipv4',
    server_name: 'db.internal',
    timeout: 60,
    alpn: ['h2'],
    verify: false,
  });
  expect(overrideModule(written, {})).toEqual(written);
});

it.each([
  [{ trust: 'node' }, { ca_file: '/a.pem' }, { ca_file: '/a.pem' }],
  [{ ca_file: '/a.pem' }, { trust: 'node' }, { trust: 'node' }],
  [
    { cert_file: '/a', key_file: '/b', key_passphrase_file: '/c' },
    { cert_file: '/d', key_file: '/e' },
    { cert_file: '/d', key_file: '/e' },
  ],
  [{ proxy: 'http://p:1', no_proxy: 'x' }, { proxy: 'none' }, { proxy: 'none' }],
  [{ min_version: '1.3' }, { max_version: '1.2' }, { max_version: '1.2' }],
  [{ max_version: '1.2' }, { min_version: '1.3' }, { min_version: '1.3' }],
  [{ min_version: '1.2' }, { max_version: '1.2' }, { min_version: '1.2', max_version: '1.2' }],
] as const)('%j with %j is %j', (written, options, merged) => {
  expect(overrideModule(written, options)).toEqual(merged);
});

it.each([
  [{ ip: 'both' }, 'ip', 'expected any or ipv4 or ipv6 or all, got "both"'],
  [{ timeout: 'soon' }, 'timeout', 'expected a duration such as 30s, 5m, 72h or 7d, got "soon"'],
  [
    { min_version: '1.3', max_version: '1.2' },
    'max_version',
    'expected min_version (1.3) or later, got "1.2"',
  ],
  [{ cert_file: '/a' }, 'cert_file', 'expected key_file beside it'],
  [{ trust: 'node', ca_file: '/a' }, 'ca_file', 'expected either trust or ca_file, not both'],
  [{ nonsense: 1 }, 'nonsense', 'unknown key'],
])('%j cannot be used', (options, key, message) => {
  expect(overrideModule({}, options)).toEqual([{ key, message }]);
});
