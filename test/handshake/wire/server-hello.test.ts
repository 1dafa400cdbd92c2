import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseExtensions, parseServerHello } from '../../../src/handshake/wire/server-hello.ts';
import { serverHello, tlsExtension } from '../../support/tls-records.ts';

const tls13 = tlsExtension(43, Buffer.of(3, 4));

it('reads one of TLS 1.2, with and without extensions', () => {
  const expected = { retry: false, version: 0x0303, cipherSuite: 0xc02b, group: undefined };
  expect(parseServerHello(serverHello())).toEqual(expected);
  expect(parseServerHello(serverHello({ extensions: [] }))).toEqual(expected);
});

it('reads one of TLS 1.3', () => {
  const keyShare = tlsExtension(51, Buffer.from('001d0002abcd', 'hex'));
  expect(parseServerHello(serverHello({ cipherSuite: 0x1301, extensions: [tls13, keyShare] }))).toEqual({
    retry: false,
    version: 0x0304,
    cipherSuite: 0x1301,
    group: 29,
  });
});

it('knows a HelloRetryRequest by its random', () => {
  const random = createHash('sha256').update('HelloRetryRequest').digest();
  const keyShare = tlsExtension(51, Buffer.of(0, 24));
  expect(parseServerHello(serverHello({ random, extensions: [tls13, keyShare] }))).toMatchObject({
    retry: true,
    version: 0x0304,
    group: 24,
  });
});

it('reads nothing out of one that is cut off', () => {
  const whole = serverHello();
  for (let length = 0; length < whole.length; length++) {
    expect(parseServerHello(whole.subarray(0, length))).toBeUndefined();
  }
});

it('reads extensions as far as they go', () => {
  const extensions = Buffer.concat([tls13, Buffer.of(0, 51, 0, 200, 1)]);
  expect([...parseExtensions(extensions).keys()]).toEqual([43]);
});
