import { describe, expect, it } from 'vitest';
import { listenAddresses, pathPrefix, urlsOf } from '../../src/app/web.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { resolveConfig } from '../../src/config/resolve.ts';

const withUrl = (externalUrl: string) => pathPrefix(resolveConfig(undefined, { externalUrl }));

describe('pathPrefix', () => {
  it.each([
    ['https://example.com', ''],
    ['https://example.com/', ''],
    ['https://example.com/certificates/', '/certificates'],
    ['http://example.com/a/b?x#y', '/a/b'],
  ])('of %s is %j', (url, prefix) => {
    expect(withUrl(url)).toBe(prefix);
  });

  it('is nothing where no address is given', () => {
    expect(pathPrefix(resolveConfig(undefined, {}))).toBe('');
  });

  it.each(['example.com/x', 'ftp://example.com/', ''])('refuses %j', (url) => {
    expect(() => withUrl(url)).toThrow(ConfigError);
  });
});

describe('listenAddresses', () => {
  it('reads each address', () => {
    expect(listenAddresses(resolveConfig(undefined, { listen: [':1', '[::1]:2'] }))).toEqual([
      { host: undefined, port: 1 },
      { host: '::1', port: 2 },
    ]);
  });

  it('names one that is none', () => {
    expect(() => listenAddresses(resolveConfig(undefined, { listen: ['x'] }))).toThrow(
      '--web.listen-address (web.listen): "x" is no address',
    );
  });
});

describe('urlsOf', () => {
  it.each([
    [undefined, 'http://localhost:5/'],
    ['0.0.0.0', 'http://localhost:5/'],
    ['::', 'http://localhost:5/'],
    ['::1', 'http://[::1]:5/'],
    ['10.0.0.1', 'http://10.0.0.1:5/'],
  ])('host %s is reached at %s', (host, url) => {
    expect(urlsOf({ addresses: [{ host, port: 5 }], scheme: 'http', close: async () => undefined })).toEqual([
      url,
    ]);
  });
});
