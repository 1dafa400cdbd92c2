import { expect, it } from 'vitest';
import { isProbeName, parseProbeTarget } from '../../../src/handshake/guard/probe-target.ts';

it.each([
  ['www.example.com:443', 'www.example.com', 443],
  ['www.example.com.:443', 'www.example.com.', 443],
  ['db:5432', 'db', 5432],
  ['_srv.example.com:1', '_srv.example.com', 1],
  ['bücher.example:65535', 'bücher.example', 65_535],
  ['192.0.2.1:443', '192.0.2.1', 443],
  ['[2001:db8::1]:443', '2001:db8::1', 443],
  ['[::ffff:127.0.0.1]:443', '::ffff:127.0.0.1', 443],
  ['localhost:443', 'localhost', 443],
])('reads %s', (text, host, port) => {
  expect(parseProbeTarget(text)).toEqual({ host, port });
});

it.each([
  '',
  'www.example.com',
  ':443',
  'www.example.com:0',
  'www.example.com:65536',
  'www.example.com:443:443',
  'https://www.example.com:443',
  'a@b:443',
  'user:password@b:443',
  'b:443/path',
  'b:443?x',
  'b:443#x',
  ' www.example.com:443',
  'www.example.com:443\r\nHost: evil',
  'www.exa\r\nmple.com:443',
  'www\0.example.com:443',
  '2130706433:443',
  '0x7f000001:443',
  '0177.0.0.1:443',
  '0x7f.1:443',
  '127.1:443',
  '127.0.0.1.:443',
  '１２７.0.0.1:443',
  '127。0。0。1:443',
  '::1:443',
  '[::1%lo]:443',
  '[fe80::1%25eth0]:443',
  '[127.0.0.1]:443',
  '[::gg]:443',
  '..:443',
  'www..example.com:443',
  'www.example.com..:443',
  '*.example.com:443',
  'www.ex%61mple.com:443',
  `${'a'.repeat(64)}.example:443`,
  `${'a.'.repeat(200)}example:443`,
  `${'ü'.repeat(200)}.example:443`,
  `${'9'.repeat(100_000)}:443`,
  '-a.example:443',
])('refuses %j', (text) => {
  expect(parseProbeTarget(text)).toBeUndefined();
});

it.each([
  ['db.internal', true],
  ['bücher.example', true],
  ['192.0.2.1', false],
  ['<a/>', false],
  ['a b', false],
  ['a\r\nb', false],
  ['', false],
])('%j may be sent as a server name: %s', (name, may) => {
  expect(isProbeName(name)).toBe(may);
});
