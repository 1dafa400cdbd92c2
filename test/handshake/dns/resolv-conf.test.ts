import { expect, it } from 'vitest';
import { parseResolvConf } from '../../../src/handshake/dns/resolv-conf.ts';

it('reads servers, search list and options', () => {
  const text = [
    '# comment',
    '; comment',
    'nameserver 10.96.0.10',
    'nameserver fe80::1%eth0',
    'search ns.svc.cluster.local svc.cluster.local. ',
    'options ndots:5 timeout:1 attempts:3 rotate edns0',
  ].join('\n');
  expect(parseResolvConf(text, 'host')).toEqual({
    servers: ['10.96.0.10', 'fe80::1%eth0'],
    search: ['ns.svc.cluster.local', 'svc.cluster.local'],
    ndots: 5,
    timeoutSeconds: 1,
    attempts: 3,
    rotate: true,
  });
});

it('falls back to the local host, its own domain, and defaults', () => {
  expect(parseResolvConf('', 'web1.corp.example')).toEqual({
    servers: ['127.0.0.1'],
    search: ['corp.example'],
    ndots: 1,
    timeoutSeconds: 2,
    attempts: 2,
    rotate: false,
  });
  expect(parseResolvConf('', 'web1').search).toEqual([]);
});

it('lets the last of search and domain count', () => {
  expect(parseResolvConf('search a b\ndomain c d', 'h.x').search).toEqual(['c']);
  expect(parseResolvConf('domain c\nsearch a b', 'h.x').search).toEqual(['a', 'b']);
  expect(parseResolvConf('search .', 'h.x').search).toEqual([]);
});

it('takes three servers at most, and only addresses', () => {
  const text = ['nameserver dns.example', 'nameserver', ...[1, 2, 3, 4].map((n) => `nameserver 10.0.0.${n}`)];
  expect(parseResolvConf(text.join('\n'), 'h').servers).toEqual(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
});

it('keeps absurd options within bounds and passes over others', () => {
  const conf = parseResolvConf('options ndots:99 timeout:0 attempts:99999999999 ndots:x timeout', 'h');
  expect(conf).toMatchObject({ ndots: 15, timeoutSeconds: 1, attempts: 5 });
});
