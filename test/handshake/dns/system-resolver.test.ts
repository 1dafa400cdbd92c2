import { execFileSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DnsError } from '../../../src/handshake/dns/dns-error.ts';
import { SystemResolver } from '../../../src/handshake/dns/system-resolver.ts';
import type { IpChoice } from '../../../src/model/handshake-module.ts';
import { type DnsServer, dnsServer } from '../../support/dns-server.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const signal = new AbortController().signal;

/** For what is not answered; what is has long, because a machine may stand still for a second. */
const IMPATIENT = 'nameserver 127.0.0.1\noptions timeout:1 attempts:1\n';

/** A resolver with files and a name server of its own; `lookUp` gives addresses, or the reason of the refusal. */
function resolverFor(server: Pick<DnsServer, 'port'>, files: { hosts?: string; conf?: string } = {}) {
  const folder = temporaryFolder();
  const hostsPath = join(folder, 'hosts');
  const resolvConfPath = join(folder, 'resolv.conf');
  if (files.hosts !== undefined) writeFileSync(hostsPath, files.hosts);
  writeFileSync(resolvConfPath, files.conf ?? 'nameserver 127.0.0.1\noptions timeout:20 attempts:1\n');
  const resolver = new SystemResolver({ hostsPath, resolvConfPath, hostname: 'host', port: server.port });
  const lookUp = async (host: string, ip: IpChoice = 'any'): Promise<readonly string[] | string> => {
    try {
      return (await resolver.resolve(host, ip, signal)).map(({ address }) => address);
    } catch (error) {
      if (!(error instanceof DnsError)) throw error;
      return error.reason;
    }
  };
  return { resolver, lookUp, hostsPath, resolvConfPath };
}

const nobody = { port: 9 };

it('takes addresses for themselves', async () => {
  const { lookUp } = resolverFor(nobody);
  expect(await lookUp('192.0.2.1')).toEqual(['192.0.2.1']);
  expect(await lookUp('::1', 'all')).toEqual(['::1']);
  expect(await lookUp('::1', 'ipv4')).toBe('dns_not_found');
});

it('looks into the hosts file first, and again when it changes', async () => {
  await using server = await dnsServer(() => ['10.0.0.9']);
  const { lookUp, hostsPath } = resolverFor(server, { hosts: '10.0.0.1 db.example\nfd00::1 db.example\n' });
  expect(await lookUp('DB.example.')).toEqual(['fd00::1', '10.0.0.1']);
  expect(await lookUp('db.example', 'ipv4')).toEqual(['10.0.0.1']);
  expect(server.questions).toEqual([]);
  writeFileSync(hostsPath, '');
  expect(await lookUp('db.example', 'ipv4')).toEqual(['10.0.0.9']);
});

it('knows localhost and what is below it without asking', async () => {
  const { lookUp } = resolverFor(nobody);
  expect(await lookUp('localhost')).toEqual(['::1', '127.0.0.1']);
  expect(await lookUp('app.localhost', 'ipv6')).toEqual(['::1']);
});

it('gives an address once that is there several times', async () => {
  await using server = await dnsServer((_name, type) =>
    type === 'A' ? ['10.0.0.1', '10.0.0.2', '10.0.0.1'] : ['fd00::1', 'fd00::1'],
  );
  const { lookUp } = resolverFor(server, { hosts: 'fd00::1 db.example\nfd00:0::1 db.example\n' });
  expect(await lookUp('www.example', 'all')).toEqual(['fd00::1', '10.0.0.1', '10.0.0.2']);
  expect(await lookUp('db.example', 'all')).toEqual(['fd00::1']);
});

it('asks for both families, and gives IPv6 and IPv4 in turn', async () => {
  await using server = await dnsServer((_name, type) =>
    type === 'A' ? ['10.0.0.1', '10.0.0.2'] : ['fd00::1'],
  );
  const { lookUp } = resolverFor(server);
  expect(await lookUp('db.example', 'all')).toEqual(['fd00::1', '10.0.0.1', '10.0.0.2']);
  expect(await lookUp('db.example', 'ipv6')).toEqual(['fd00::1']);
  expect(await lookUp('db.example', 'ipv4')).toEqual(['10.0.0.1', '10.0.0.2']);
});

it('does without the family that is not answered for', async () => {
  await using server = await dnsServer((_name, type) => (type === 'A' ? ['10.0.0.1'] : 'silence'));
  expect(await resolverFor(server, { conf: IMPATIENT }).lookUp('db.example')).toEqual(['10.0.0.1']);
});

it('goes through the search domains', async () => {
  await using server = await dnsServer((name) => (name === 'db.b.example' ? ['10.0.0.1'] : 'nxdomain'));
  const conf = 'nameserver 127.0.0.1\nsearch a.example b.example\n';
  const { lookUp } = resolverFor(server, { conf });
  expect(await lookUp('db', 'ipv4')).toEqual(['10.0.0.1']);
  expect(server.questions).toEqual(['A db.a.example', 'A db.b.example']);
  expect(await lookUp('db.', 'ipv4')).toBe('dns_not_found');
});

it('reads resolv.conf again when it changes', async () => {
  await using server = await dnsServer((name) => (name === 'db.b.example' ? ['10.0.0.1'] : 'nxdomain'));
  const { lookUp, resolvConfPath } = resolverFor(server);
  expect(await lookUp('db', 'ipv4')).toBe('dns_not_found');
  writeFileSync(resolvConfPath, 'nameserver 127.0.0.1\nsearch b.example\n');
  expect(await lookUp('db', 'ipv4')).toEqual(['10.0.0.1']);
});

it.each([
  ['nxdomain', 'dns_not_found'],
  [[], 'dns_not_found'],
  ['silence', 'dns_timeout'],
  ['servfail', 'dns_timeout'],
  ['refused', 'dns_timeout'],
] as const)('calls %s %s', async (given, reason) => {
  await using server = await dnsServer(() => given);
  const files = given === 'silence' ? { conf: IMPATIENT } : {};
  expect(await resolverFor(server, files).lookUp('db.example')).toBe(reason);
});

it('goes on past a domain that cannot be answered for', async () => {
  await using server = await dnsServer((name) => (name === 'db' ? ['10.0.0.1'] : 'servfail'));
  const { lookUp } = resolverFor(server, { conf: 'nameserver 127.0.0.1\nsearch broken.example\n' });
  expect(await lookUp('db', 'ipv4')).toEqual(['10.0.0.1']);
});

it.each(['127.1', '0x7f000001', '2130706433', '017700000001'])('takes %s for a name', async (host) => {
  await using server = await dnsServer(() => 'nxdomain');
  expect(await resolverFor(server).lookUp(host)).toBe('dns_not_found');
});

it.each(['', ' ', 'a'.repeat(64), `${'a.'.repeat(150)}example`, 'a..example', '\0', 'exa mple', '.'])(
  'finds nothing under %j',
  async (host) => {
    await using server = await dnsServer(() => 'nxdomain');
    expect(await resolverFor(server).lookUp(host)).toBe('dns_not_found');
  },
);

it('asks for internationalized names in their ASCII form', async () => {
  await using server = await dnsServer(() => ['10.0.0.1']);
  expect(await resolverFor(server).lookUp('bücher.example', 'ipv4')).toEqual(['10.0.0.1']);
  expect(server.questions).toEqual(['A xn--bcher-kva.example']);
});

it('dials no more than 64 addresses of a name', async () => {
  const many = Array.from({ length: 20 }, (_, n) => `10.0.0.${n}`);
  await using server = await dnsServer(() => many);
  expect(await resolverFor(server).lookUp('db.example', 'ipv4')).toHaveLength(20);
  const lines = Array.from({ length: 100 }, (_, n) => `10.0.1.${n} many.example`);
  expect(await resolverFor(server, { hosts: lines.join('\n') }).lookUp('many.example')).toHaveLength(64);
});

it('rejects with the reason of the signal, at once', async () => {
  await using server = await dnsServer(() => 'silence');
  const { resolver } = resolverFor(server);
  const controller = new AbortController();
  const resolved = resolver.resolve('db.example', 'any', controller.signal);
  controller.abort(new Error('called off'));
  await expect(resolved).rejects.toThrow('called off');
  await expect(resolver.resolve('127.0.0.1', 'any', controller.signal)).rejects.toThrow('called off');
  resolver.close();
});

it('answers while every thread of the pool is blocked', async () => {
  await using server = await dnsServer(() => ['10.0.0.1']);
  const fifo = join(temporaryFolder(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  // To open a FIFO for reading takes until somebody opens it for writing.
  const blocked = Array.from({ length: 8 }, () => open(fifo, 'r'));
  expect(await resolverFor(server).lookUp('db.example', 'ipv4')).toEqual(['10.0.0.1']);
  const release = openSync(fifo, 'r+');
  for (const handle of await Promise.all(blocked)) await handle.close();
  closeSync(release);
});
