import { expect, it } from 'vitest';
import { formatListenAddress, parseListenAddress } from '../../src/http/listen-address.ts';

it.each([
  [':9201', undefined, 9201],
  ['0.0.0.0:9201', '0.0.0.0', 9201],
  ['[::1]:9201', '::1', 9201],
  ['[fe80::1%eth0]:9201', 'fe80::1%eth0', 9201],
  ['localhost:0', 'localhost', 0],
  ['my-host.example.com:65535', 'my-host.example.com', 65535],
])('reads %s and writes it the same', (text, host, port) => {
  const result = parseListenAddress(text);
  expect(result).toEqual({ ok: true, address: { host, port } });
  if (result.ok) expect(formatListenAddress(result.address)).toBe(text);
});

it.each([
  ['', 'no port'],
  ['9201', 'no port'],
  ['localhost', 'no port'],
  ['localhost:', 'no port from 0 to 65535'],
  [':http', 'no port from 0 to 65535'],
  [':65536', 'no port from 0 to 65535'],
  [':-1', 'no port from 0 to 65535'],
  [':9201\n', 'no port from 0 to 65535'],
  ['::1:9201', 'an IPv6 address is written in brackets, [::1]:9201'],
  ['[::1]', 'an IPv6 address is written in brackets, [::1]:9201'],
  ['[]:9201', 'no IPv6 address'],
  ['[localhost]:9201', 'no IPv6 address'],
  ['http//x:9201', 'no host name'],
])('refuses %j', (text, reason) => {
  expect(parseListenAddress(text)).toEqual({
    ok: false,
    error: `${JSON.stringify(text)} is no address to listen on (${reason}); expected HOST:PORT or :PORT`,
  });
});
