import { getEventListeners } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { dial } from '../../src/handshake/dial.ts';
import { blackHole } from '../support/black-hole.ts';
import { dialContext, dialPort, moduleOptions, targetAt, verdict } from '../support/dialling.ts';
import { httpProxy } from '../support/http-proxy.ts';
import { hangUp, hear, reset, say, scriptedServer } from '../support/scripted-server.ts';
import { first, relay, tlsServer, usualChain } from '../support/tls-servers.ts';

const proxyAt = (port: number, user = '') =>
  ({ kind: 'url', url: `http://${user}127.0.0.1:${port}` }) as const;

it('goes through a proxy, which resolves the name itself', async () => {
  await using server = await tlsServer();
  await using proxy = await httpProxy({ credentials: 'user:pass', leadsTo: server.port });
  const module = moduleOptions({ proxy: proxyAt(proxy.port, 'user:pass@'), ip: 'all' });
  const observations = await dial(targetAt(443, 'nowhere.example'), module, dialContext());
  expect(observations.map(verdict)).toEqual(['completed']);
  expect(proxy.asked).toEqual(['nowhere.example:443']);
  expect(observations[0]).not.toHaveProperty('peerAddress');
  expect(Object.keys(observations[0]?.durations ?? {})).toEqual(['dns', 'connect', 'proxy', 'tls']);
  expect(observations[0]?.wire?.served).toHaveLength(2);
});

it('finds the proxy in the environment', async () => {
  await using server = await tlsServer();
  await using proxy = await httpProxy({ leadsTo: server.port });
  const environment = { HTTPS_PROXY: `127.0.0.1:${proxy.port}`, NO_PROXY: 'direct.example' };
  const module = moduleOptions({ proxy: { kind: 'environment' } });
  const [through] = await dial(targetAt(443, 'far.example'), module, dialContext({ environment }));
  expect(verdict(through ?? {})).toBe('completed');
  const [direct] = await dial(targetAt(443, 'direct.example'), module, dialContext({ environment }));
  expect(direct?.failure?.phase).toBe('dns');
  expect(proxy.asked).toEqual(['far.example:443']);
});

it('tells a proxy that demands authentication, refuses, or is not there', async () => {
  await using proxy = await httpProxy({ credentials: 'user:pass' });
  const through = async (port: number, timeout = 20) =>
    verdict(await dialPort(9, { proxy: proxyAt(port), timeout }));
  expect(await through(proxy.port)).toBe('proxy: proxy_refused');
  await using refusing = await scriptedServer([hear('\r\n\r\n'), say('HTTP/1.1 403 Forbidden\r\n\r\n')]);
  expect(await through(refusing.port)).toBe('proxy: proxy_refused');
  const gone = await httpProxy();
  await gone[Symbol.asyncDispose]();
  expect(await through(gone.port)).toBe('proxy: proxy_refused');
  await using hole = await blackHole();
  expect(await through(hole.port, 0.05)).toBe('proxy: proxy_timeout');
  await using silent = await scriptedServer([]);
  expect(await through(silent.port, 0.05)).toBe('proxy: proxy_timeout');
});

it('does not send credentials to a proxy whose certificate is not good', async () => {
  await using proxy = await httpProxy({ chain: usualChain() });
  const url = `https://user:pass@127.0.0.1:${proxy.port}`;
  const observation = await dialPort(9, { proxy: { kind: 'url', url } });
  expect(verdict(observation)).toBe('proxy: proxy_refused');
  expect(observation.failure?.detail).toContain('No TLS with the proxy');
  expect(proxy.asked).toEqual([]);
});

it('asks for TLS where it has to be asked for, behind a proxy too', async () => {
  await using tls = await tlsServer();
  await using server = await scriptedServer([
    say('220 mail.example\r\n'),
    hear('EHLO'),
    say('250-mail.example\r\n250 STARTTLS\r\n'),
    hear('STARTTLS\r\n'),
    say('220 go\r\n'),
    hear('\x16\x03'),
    say('HTTP'),
  ]);
  const observation = await dialPort(server.port, { starttls: 'smtp' });
  expect(Object.keys(observation.durations)).toEqual(['dns', 'connect', 'starttls', 'tls']);
  expect(verdict(observation)).toBe('tls: not_tls');
  await using proxy = await httpProxy();
  const proxied = await dialPort(server.port, { starttls: 'smtp', proxy: proxyAt(proxy.port) });
  expect(verdict(proxied)).toBe('tls: not_tls');
  const direct = await dialPort(tls.port, { starttls: 'smtp', timeout: 1 });
  expect(verdict(direct)).toBe('starttls: starttls_timeout');
});

it.each([
  ['no offer', [say('220 x\r\n'), hear('EHLO'), say('250 x\r\n')], 'starttls: starttls_unsupported'],
  ['a close', [hangUp], 'starttls: closed'],
  ['a reset', [say('220 x\r\n'), hear('EHLO'), reset], 'starttls: connection_reset'],
  ['another protocol', [say('SSH-2.0-x\r\n')], 'starttls: protocol_error'],
] as const)('tells %s before TLS', async (_what, steps, expected) => {
  await using server = await scriptedServer(steps);
  expect(verdict(await dialPort(server.port, { starttls: 'smtp' }))).toBe(expected);
});

it('tells a client certificate that cannot be loaded', async () => {
  await using server = await tlsServer();
  const clientCertificate = { certFile: '/nowhere/tls.crt', keyFile: '/nowhere/tls.key' };
  const observation = await dialPort(server.port, { clientCertificate });
  expect(verdict(observation)).toBe('tls: internal');
  expect(observation.failure?.detail).toContain('/nowhere/tls.crt');
});

/** What keeps the process alive, of what a dial could leave behind. */
const open = (kind: RegExp): string[] => process.getActiveResourcesInfo().filter((name) => kind.test(name));

it('leaves nothing open, however it ends', async () => {
  const timers = open(/Timeout/).length;
  const server = await tlsServer();
  const asking = await tlsServer({ requestCert: true });
  const half = await relay(server.port, first(300));
  const scripts = await Promise.all(
    [[], [hangUp], [reset], [say('HTTP/1.1 400\r\n')]].map((steps) => scriptedServer(steps)),
  );
  const hole = await blackHole();
  const proxy = await httpProxy();
  const caller = new AbortController();
  const { signal } = caller;
  const dials = [server, asking, half, hole, ...scripts].flatMap(({ port }) => [
    dialPort(port, { timeout: 0.3 }, { signal }),
    dialPort(port, { timeout: 0.3, starttls: 'imap' }, { signal }),
    dialPort(port, { timeout: 0.3, proxy: proxyAt(proxy.port) }, { signal }),
    dialPort(port, { timeout: 0.3, ip: 'all', maxVersion: '1.2' }, { signal }),
  ]);
  await Promise.all(dials);
  const listening = [server, asking, half, hole, proxy, ...scripts];
  await Promise.all(listening.map((each) => each[Symbol.asyncDispose]()));
  // The far ends need a turn or two to notice.
  for (let turn = 0; turn < 1000 && open(/TCP|TLS|Connect/).length > 0; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(open(/TCP|TLS|Connect/)).toEqual([]);
  expect(open(/Timeout/).length).toBeLessThanOrEqual(timers);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
});

it('does not grow with failures', async () => {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  await using server = await tlsServer({ minVersion: 'TLSv1.3' });
  const context = dialContext();
  const module = moduleOptions({ maxVersion: '1.2' });
  const fail = async (times: number): Promise<number> => {
    for (let count = 0; count < times; count++) {
      const [observation] = await dial(targetAt(server.port), module, context);
      expect(observation?.failure?.reason).toBe('protocol_version');
    }
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  const before = await fail(200);
  expect((await fail(1000)) - before).toBeLessThan(2_000_000);
  expect(getEventListeners(context.signal, 'abort')).toEqual([]);
});
