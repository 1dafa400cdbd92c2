import { expect, it } from 'vitest';
import { hostKey, parseHostsFile } from '../../../src/handshake/dns/hosts-file.ts';

it('gives each name its addresses in the order of the file', () => {
  const hosts = parseHostsFile('127.0.0.1 localhost\n::1\tlocalhost ip6-localhost\n127.0.0.1 localhost\n');
  expect(hosts.get('localhost')).toEqual([
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ]);
  expect(hosts.get('ip6-localhost')).toEqual([{ address: '::1', family: 6 }]);
});

it('passes over comments, empty lines and lines that begin with no address', () => {
  const hosts = parseHostsFile('# 10.0.0.1 a\n\n10.0.0.2 b # c\r\nnowhere d\n10.0.0.300 e\n10.0.0.3\n');
  expect([...hosts.keys()]).toEqual(['b']);
});

it('does not mind case and final dots', () => {
  expect(parseHostsFile('10.0.0.1 Db.Example.COM.').get(hostKey('dB.example.com'))).toHaveLength(1);
});

it('takes names that are properties of every object', () => {
  expect(parseHostsFile('10.0.0.1 constructor').get('constructor')).toHaveLength(1);
  expect(parseHostsFile('').get('__proto__')).toBeUndefined();
});
