import { expect, it } from 'vitest';
import { formatTargetAddress, parseTargetAddress, targetOfUrl } from '../../src/model/target-address.ts';

it.each([
  ['www.example.com:443', 'www.example.com', 443],
  ['localhost:1', 'localhost', 1],
  ['192.0.2.1:65535', '192.0.2.1', 65_535],
  ['[2001:db8::1]:8443', '2001:db8::1', 8443],
  ['[fe80::1%eth0]:443', 'fe80::1%eth0', 443],
  ['bücher.example:443', 'bücher.example', 443],
])('reads %s and writes it again', (text, host, port) => {
  expect(parseTargetAddress(text)).toEqual({ host, port });
  expect(formatTargetAddress({ host, port })).toBe(text);
});

it.each([
  '',
  'www.example.com',
  'www.example.com:',
  ':443',
  'www.example.com:0',
  'www.example.com:65536',
  'www.example.com:https',
  'https://www.example.com:443',
  'user@www.example.com:443',
  'www.example.com:443/path',
  '2001:db8::1:443',
  '[192.0.2.1]:443',
  '[::1]',
  'two words:443',
  'www.example.com:443\n',
  `${'a'.repeat(1001)}:443`,
])('refuses %j', (text) => {
  expect(parseTargetAddress(text)).toBeUndefined();
});

it.each([
  ['https://www.example.com', 'www.example.com:443'],
  ['https://www.example.com/', 'www.example.com:443'],
  ['HTTPS://www.example.com:8443/path?query#part', 'www.example.com:8443'],
  ['https://www.example.com?query', 'www.example.com:443'],
  ['https://[2001:db8::1]/', '[2001:db8::1]:443'],
  ['https://[2001:db8::1]:8443', '[2001:db8::1]:8443'],
])('takes the target out of %s', (url, target) => {
  expect(targetOfUrl(url)).toBe(target);
  expect(parseTargetAddress(target)).toBeDefined();
});

it.each([
  'www.example.com:443',
  'http://www.example.com',
  'https://',
  'https:///path',
  'https://user@www.example.com',
  'https://user:password@www.example.com/',
  'https://www.example.com\\@192.0.2.1/',
  'https://www.example.com /',
  'https://www.example.com/a path',
  ' https://www.example.com',
])('takes none out of %j', (text) => {
  expect(targetOfUrl(text)).toBeUndefined();
});
