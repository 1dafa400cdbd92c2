import { expect, it } from 'vitest';
import { parseAllowedHost, parsePorts } from '../../src/config/allowed-host.ts';

it.each([
  ['www.example.com', { kind: 'name', name: 'www.example.com' }],
  ['db', { kind: 'name', name: 'db' }],
  ['büro.example.com', { kind: 'name', name: 'büro.example.com' }],
  ['*.example.com', { kind: 'below', name: 'example.com' }],
  ['192.0.2.1', { kind: 'network', network: { address: '192.0.2.1', bits: 32 } }],
  ['10.0.0.0/8', { kind: 'network', network: { address: '10.0.0.0', bits: 8 } }],
  ['0.0.0.0/0', { kind: 'network', network: { address: '0.0.0.0', bits: 0 } }],
  ['2001:db8::/32', { kind: 'network', network: { address: '2001:db8::', bits: 32 } }],
  ['::1', { kind: 'network', network: { address: '::1', bits: 128 } }],
])('reads %s', (text, host) => {
  expect(parseAllowedHost(text)).toEqual(host);
});

it.each([
  '',
  '*',
  '*.',
  '*.*.example.com',
  'www.*.com',
  '*example.com',
  'https://www.example.com',
  'www.example.com:443',
  'user@www.example.com',
  'www example.com',
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  '10.0.0.0/255.0.0.0',
  '2001:db8::/129',
  '[2001:db8::]/32',
  'fe80::1%eth0',
  '10.0.0',
  '2130706433',
  '0177.0.0.1',
  '0x7f.1',
  '127.0.0.1.',
  'name/24',
])('refuses %j', (text) => {
  expect(parseAllowedHost(text)).toBeUndefined();
});

it.each([
  [443, { first: 443, last: 443 }],
  ['443', { first: 443, last: 443 }],
  ['8000-8099', { first: 8000, last: 8099 }],
  ['1-65535', { first: 1, last: 65_535 }],
])('reads the ports %s', (value, range) => {
  expect(parsePorts(value)).toEqual(range);
});

it.each([0, 65_536, -1, 44.3, '', 'https', '9-8', '0-9', '1-65536', '1-2-3', ' 443'])(
  'refuses the ports %j',
  (value) => {
    expect(parsePorts(value)).toBeUndefined();
  },
);
