import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { type DialContext, dial } from '../../src/handshake/dial.ts';
import { SystemResolver } from '../../src/handshake/dns/system-resolver.ts';
import { blackHole } from '../support/black-hole.ts';
import { dialContext, dialPort, moduleOptions, targetAt, verdict } from '../support/dialling.ts';
import { dnsServer } from '../support/dns-server.ts';
import { hangUp, hear, reset, scriptedServer } from '../support/scripted-server.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { tlsServer } from '../support/tls-servers.ts';

/** A resolver for which these names have these addresses. */
function resolverOf(hosts: string): SystemResolver {
  const hostsPath = join(temporaryFolder(), 'hosts');
  writeFileSync(hostsPath, hosts);
  return new SystemResolver({ hostsPath, resolvConfPath: '/dev/null', port: 9 });
}

it('times each phase that it enters, by the clocks that it is given', async () => {
  await using server = await tlsServer();
  let now = 0;
  const context: DialContext = dialContext({ now: () => (now += 1000), clock: () => 1_800_000_000 });
  const [observation] = await dial(targetAt(server.port), moduleOptions(), context);
  expect(observation).toMatchObject({
    target: { port: server.port },
    timestamp: 1_800_000_000,
    durations: { dns: 1, connect: 1, tls: 1 },
    expectedName: '127.0.0.1',
    peerAddress: '127.0.0.1',
    session: { version: 'TLSv1.3' },
  });
  expect(observation).not.toHaveProperty('failure');
  expect(observation).not.toHaveProperty('address');
});

it('sends the name that the module expects, and no address', async () => {
  const names: unknown[] = [];
  await using server = await tlsServer({
    SNICallback: (name, done) => {
      names.push(name);
      done(null);
    },
  });
  await dialPort(server.port, { serverName: 'db.internal' });
  await dialPort(server.port);
  const [observation] = await dial(
    targetAt(server.port, 'localhost'),
    moduleOptions({ ip: 'ipv4' }),
    dialContext(),
  );
  expect(names).toEqual(['db.internal', 'localhost']);
  expect(observation?.expectedName).toBe('localhost');
});

it('dials IPv4 and IPv6, the first that answers, or one family alone', async () => {
  await using server = await tlsServer({ host: '::1' });
  // An address of its own, on which no other test listens at the same port.
  const resolver = resolverOf('::1 db.example\n127.77.0.1 db.example\n');
  const at = async (ip: 'any' | 'ipv4' | 'ipv6') => {
    const [observation] = await dial(
      targetAt(server.port, 'db.example'),
      moduleOptions({ ip }),
      dialContext({ resolver }),
    );
    return [verdict(observation ?? {}), observation?.peerAddress];
  };
  expect(await at('any')).toEqual(['completed', '::1']);
  expect(await at('ipv6')).toEqual(['completed', '::1']);
  expect(await at('ipv4')).toEqual(['connect: connection_refused', undefined]);
});

it('dials every address, with a result of its own for each', async () => {
  await using server = await tlsServer({ host: '127.0.0.2' });
  const resolver = resolverOf('127.0.0.1 db.example\n127.0.0.2 db.example\n');
  const context = dialContext({ resolver });
  const observations = await dial(targetAt(server.port, 'db.example'), moduleOptions({ ip: 'all' }), context);
  expect(observations.map((observation) => [observation.address, verdict(observation)])).toEqual([
    ['127.0.0.1', 'connect: connection_refused'],
    ['127.0.0.2', 'completed'],
  ]);
  expect(observations[0]?.durations).toHaveProperty('dns');
});

it.each([
  ['nxdomain', 20, 'dns: dns_not_found'],
  ['silence', 0.05, 'dns: dns_timeout'],
] as const)('tells a name that %s is the answer to', async (answer, timeout, expected) => {
  await using server = await dnsServer(() => answer);
  const resolver = new SystemResolver({
    hostsPath: '/dev/null',
    resolvConfPath: '/dev/null',
    port: server.port,
  });
  const [observation] = await dial(
    targetAt(443, 'db.example'),
    moduleOptions({ timeout }),
    dialContext({ resolver }),
  );
  resolver.close();
  expect(verdict(observation ?? {})).toBe(expected);
  expect(Object.keys(observation?.durations ?? {})).toEqual(['dns']);
});

it.each([
  ['silence', [], 0.2, 'tls: tls_timeout'],
  ['a close', [hear('\x16\x03'), hangUp], 20, 'tls: closed'],
  ['a reset', [hear('\x16\x03'), reset], 20, 'tls: connection_reset'],
] as const)('tells %s after the connection', async (_what, steps, timeout, expected) => {
  await using server = await scriptedServer(steps);
  const observation = await dialPort(server.port, { timeout });
  expect(verdict(observation)).toBe(expected);
  expect(Object.keys(observation.durations)).toEqual(['dns', 'connect', 'tls']);
});

it('tells versions apart, and speaks old ones where it is asked to', async () => {
  const ciphers = 'DEFAULT@SECLEVEL=0';
  await using old = await tlsServer({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers });
  expect(verdict(await dialPort(old.port))).toBe('tls: protocol_version');
  expect((await dialPort(old.port, { minVersion: '1.0' })).session?.version).toBe('TLSv1.1');
  expect((await dialPort(old.port, { maxVersion: '1.0' })).session?.version).toBe('TLSv1');
  await using current = await tlsServer({ minVersion: 'TLSv1.3' });
  expect(verdict(await dialPort(current.port, { maxVersion: '1.2' }))).toBe('tls: protocol_version');
  await using both = await tlsServer();
  expect((await dialPort(both.port, { maxVersion: '1.2' })).session?.version).toBe('TLSv1.2');
  expect((await dialPort(both.port, { minVersion: '1.3' })).session?.version).toBe('TLSv1.3');
});

it('tells when a connection came about', async () => {
  await using server = await tlsServer();
  await using hole = await blackHole();
  const onConnected = vi.fn();
  await dialPort(server.port, {}, { onConnected });
  expect(onConnected).toHaveBeenCalledOnce();
  expect(verdict(await dialPort(hole.port, { timeout: 0.05 }, { onConnected }))).toBe(
    'connect: connection_timeout',
  );
  expect(onConnected).toHaveBeenCalledOnce();
});

it('passes on what a guarded resolver rejects with, and the caller’s reason', async () => {
  const resolver = { resolve: () => Promise.reject(new RangeError('not allowed')) };
  await expect(dialPort(443, {}, { resolver })).rejects.toThrow(RangeError);
  await using server = await scriptedServer([]);
  const caller = new AbortController();
  const context = { signal: caller.signal, onConnected: () => caller.abort(new Error('shutting down')) };
  for (const ip of ['any', 'all'] as const) {
    await expect(dialPort(server.port, { ip }, context)).rejects.toThrow('shutting down');
  }
});
