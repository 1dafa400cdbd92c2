import { expect, it } from 'vitest';
import { chooseProxy } from '../../../src/handshake/proxy/proxy-choice.ts';

const target = { host: 'www.example.com', port: 443 };
const fromEnvironment = (environment: Record<string, string>, host = target.host) =>
  chooseProxy({ kind: 'environment' }, { ...target, host }, environment);

it('takes none where none is configured', () => {
  expect(fromEnvironment({})).toBeUndefined();
  expect(fromEnvironment({ HTTPS_PROXY: '' })).toBeUndefined();
  expect(fromEnvironment({ HTTP_PROXY: 'http://proxy.example' })).toBeUndefined();
  expect(chooseProxy({ kind: 'none' }, target, { HTTPS_PROXY: 'http://proxy.example' })).toBeUndefined();
});

it.each([
  ['http://proxy.example:3128', { secure: false, host: 'proxy.example', port: 3128 }],
  ['proxy.example:3128', { secure: false, host: 'proxy.example', port: 3128 }],
  ['http://proxy.example/', { secure: false, host: 'proxy.example', port: 80 }],
  ['https://proxy.example', { secure: true, host: 'proxy.example', port: 443 }],
  ['http://[::1]:3128', { secure: false, host: '::1', port: 3128 }],
])('reads %s', (url, proxy) => {
  expect(fromEnvironment({ HTTPS_PROXY: url })).toEqual(proxy);
  expect(fromEnvironment({ https_proxy: url })).toEqual(proxy);
  expect(chooseProxy({ kind: 'url', url }, target, {})).toEqual(proxy);
});

it('reads credentials, percent-encoded where they must be', () => {
  const authorization = (url: string) => fromEnvironment({ HTTPS_PROXY: url })?.authorization;
  expect(authorization('http://user:p%40ss%3A@proxy')).toBe(`Basic ${btoa('user:p@ss:')}`);
  expect(authorization('http://user@proxy')).toBe(`Basic ${btoa('user:')}`);
  expect(authorization('http://user:100%@proxy')).toBe(`Basic ${btoa('user:100%')}`);
});

it('lets NO_PROXY exempt targets', () => {
  const environment = { HTTPS_PROXY: 'http://proxy', no_proxy: 'example.com' };
  expect(fromEnvironment(environment)).toBeUndefined();
  expect(fromEnvironment(environment, 'other.example')).toBeDefined();
  expect(
    chooseProxy({ kind: 'url', url: 'http://proxy', exceptFor: 'example.com' }, target, {}),
  ).toBeUndefined();
});

it.each(['localhost', 'LOCALHOST.', '127.0.0.1', '127.9.9.9', '::1', '::ffff:127.0.0.1'])(
  'does not send %s to the environment’s proxy',
  (host) => {
    expect(fromEnvironment({ HTTPS_PROXY: 'http://proxy' }, host)).toBeUndefined();
    expect(chooseProxy({ kind: 'url', url: 'http://proxy' }, { ...target, host }, {})).toBeDefined();
  },
);

it.each(['socks5://user:secret@proxy:1080', 'http://user:secret@:3128', 'ftp://user:secret@proxy'])(
  'refuses what is no HTTP proxy, and does not repeat its password: %s',
  (url) => {
    expect(() => fromEnvironment({ HTTPS_PROXY: url })).toThrow(
      expect.objectContaining({
        failure: expect.objectContaining({ phase: 'proxy', reason: 'proxy_refused' }),
        message: expect.not.stringContaining('secret'),
      }),
    );
  },
);
