import { expect, it } from 'vitest';
import { parseWebConfig } from '../../../src/http/web-config/parse.ts';

const parse = (text: string) => parseWebConfig(text, 'web.yml');

it('has the defaults of exporter-toolkit', () => {
  expect(parse('')).toMatchObject({
    tls_server_config: { min_version: 'TLS12', max_version: 'TLS13', prefer_server_cipher_suites: true },
    http_server_config: { http2: true, headers: {} },
    rate_limit: { burst: 0, interval: 0 },
    basic_auth_users: {},
  });
});

it('takes a number where text is wanted as it is written', () => {
  expect(parse('http_server_config: {headers: {X-XSS-Protection: 0}}').http_server_config.headers).toEqual({
    'X-XSS-Protection': '0',
  });
  expect(parse('tls_server_config: {client_allowed_sans: [0x10, 1.50]}').tls_server_config).toMatchObject({
    client_allowed_sans: ['0x10', '1.50'],
  });
});

it('keeps numbers where numbers are wanted', () => {
  expect(parse('rate_limit: {burst: 20, interval: 1s}').rate_limit).toEqual({ burst: 20, interval: 1000 });
});

it('names every key that is wrong', () => {
  expect(() =>
    parse('foo: 1\ntls_server_config: {min_version: x}\nhttp_server_config: {http2: [], bar: 2}'),
  ).toThrow(
    'web.yml: tls_server_config.min_version: expected one of TLS10, TLS11, TLS12, TLS13; http_server_config.http2: expected true or false; http_server_config.bar: unknown key; foo: unknown key',
  );
});

it('refuses a text that grows when it is read', () => {
  const lines = ['a: &a [x, x, x, x, x, x, x, x, x]'];
  for (let depth = 0; depth < 8; depth += 1) lines.push(`b${depth}: &b${depth} [${'*a, '.repeat(20)}*a]`);
  expect(() => parse(lines.join('\n'))).toThrow(
    'web.yml: no valid YAML: an alias is unknown or used too often',
  );
});

it('refuses a file that is no map', () => {
  expect(() => parse('just text')).toThrow('web.yml: the file: expected a map');
});
