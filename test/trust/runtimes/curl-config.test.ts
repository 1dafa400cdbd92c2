import { expect, it } from 'vitest';
import { curlTrust } from '../../../src/trust/runtimes/curl-config.ts';
import { surroundings } from '../../support/trust-laboratory/host-folder.ts';

it('looks where curl does, in its order', () => {
  const files = {
    '/c/.curlrc': 'cacert=/of-curl-home',
    '/x/curlrc': 'cacert=/of-xdg',
    '/h/.curlrc': 'cacert=/of-home',
    '/i/.config/curlrc': 'cacert=/below-home',
  };
  const of = (environment: Record<string, string>) => curlTrust(surroundings(files, environment)).cacert;
  expect(of({ CURL_HOME: '/c', XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/of-curl-home');
  expect(of({ XDG_CONFIG_HOME: '/x', HOME: '/h' })).toBe('/of-xdg');
  expect(of({ CURL_HOME: '/nothing', XDG_CONFIG_HOME: '/nothing', HOME: '/h' })).toBe('/of-home');
  expect(of({ HOME: '/i' })).toBe('/below-home');
  expect(of({ XDG_CONFIG_HOME: '/nothing', HOME: '/i' })).toBeUndefined();
  expect(of({ HOME: '' })).toBeUndefined();
});

it.each([
  ['cacert = "/a b.pem"', { cacert: '/a b.pem' }],
  ['  --cacert /a', { cacert: '/a' }],
  ['cacert:/a # more', { cacert: '/a' }],
  ['cacert "/a\\"b"', { cacert: '/a"b' }],
  ['cacert=/a\r\ncapath=/b\r\ncacert=/c', { cacert: '/c', capath: '/b' }],
  ['# cacert=/a', {}],
  ['--cacert=/a', {}],
  ['cacertificate=/a', {}],
  ['url = "x" cacert=/a', {}],
])('%j', (text, trust) => {
  expect(curlTrust(surroundings({ '/h/.curlrc': text }, { HOME: '/h' }))).toEqual(trust);
});
