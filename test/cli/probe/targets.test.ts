import { expect, it } from 'vitest';
import { targetsOf } from '../../../src/cli/probe/targets.ts';

it.each([
  ['www.example.com:8443', 'www.example.com:8443', 'www.example.com', 8443],
  ['www.example.com', 'www.example.com:443', 'www.example.com', 443],
  ['192.0.2.1', '192.0.2.1:443', '192.0.2.1', 443],
  ['[2001:db8::1]:853', '[2001:db8::1]:853', '2001:db8::1', 853],
  ['[2001:db8::1]', '[2001:db8::1]:443', '2001:db8::1', 443],
  ['2001:db8::1', '[2001:db8::1]:443', '2001:db8::1', 443],
  ['https://www.example.com/path?q=1', 'www.example.com:443', 'www.example.com', 443],
  ['https://[2001:db8::1]:8443', '[2001:db8::1]:8443', '2001:db8::1', 8443],
])('%s is %s', (operand, target, host, port) => {
  expect(targetsOf([operand], 'default', false)).toEqual([{ target, host, port, module: 'default' }]);
});

it('needs the port where the conversation does not begin with TLS', () => {
  expect(() => targetsOf(['mail.example.com'], 'smtp', true)).toThrow(
    'expected HOST:PORT or [IPV6]:PORT, such as www.example.com:443, got "mail.example.com"',
  );
  expect(() => targetsOf(['https://mail.example.com'], 'smtp', true)).toThrow('expected HOST:PORT');
});

it.each([
  '',
  ':443',
  'a:0',
  'a:65536',
  'http://a',
  'https://',
  'https://u@a',
  'a/b',
  'u@a',
  'a b',
  '[::1',
  'a:b',
])('%j is no target', (text) => {
  expect(() => targetsOf([text], 'default', false)).toThrow('expected HOST:PORT');
});

it('needs one', () => {
  expect(() => targetsOf([], 'default', false)).toThrow('expected a target: HOST:PORT');
});
