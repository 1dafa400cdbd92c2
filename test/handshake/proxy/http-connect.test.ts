import { once } from 'node:events';
import { createConnection } from 'node:net';
import { expect, it } from 'vitest';
import { DialError } from '../../../src/handshake/dial-error.ts';
import { httpConnect } from '../../../src/handshake/proxy/http-connect.ts';
import { drip, hangUp, hear, reset, type Step, say, scriptedServer } from '../../support/scripted-server.ts';

const plain = { secure: false, host: 'proxy', port: 80 };

/** Asks a scripted proxy for a tunnel: the reason of its refusal, or `open`, and what the client sent. */
async function tunnelThrough(steps: readonly Step[], options: { host?: string; seconds?: number } = {}) {
  await using server = await scriptedServer([hear('\r\n\r\n'), ...steps]);
  const socket = createConnection(server.port, '127.0.0.1');
  socket.on('error', () => {});
  await once(socket, 'connect');
  const signal = AbortSignal.timeout((options.seconds ?? 20) * 1000);
  try {
    await httpConnect(socket, plain, { host: options.host ?? 'www.example.com', port: 443 }, signal);
    return { outcome: 'open', sent: server.heard().toString(), rest: String(socket.read() ?? '') };
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    return { outcome: error.failure.reason, detail: error.message };
  } finally {
    socket.destroy();
  }
}

/** The same for a host that the proxy is never asked for. */
async function tunnelThroughNothing(host: string): Promise<string> {
  await using server = await scriptedServer([]);
  const socket = createConnection(server.port, '127.0.0.1');
  await once(socket, 'connect');
  const asking = httpConnect(socket, plain, { host, port: 443 }, AbortSignal.timeout(20_000));
  const error: unknown = await asking.catch((reason: unknown) => reason);
  socket.destroy();
  expect(server.heard()).toHaveLength(0);
  return error instanceof DialError ? error.failure.reason : 'open';
}

it('asks for the target, and opens with any 2xx', async () => {
  const opened = await tunnelThrough([say('HTTP/1.1 200 Connection established\r\nVia: p\r\n\r\n')]);
  expect(opened.outcome).toBe('open');
  expect(opened.sent).toMatch(/^CONNECT www\.example\.com:443 HTTP\/1\.1\r\nHost: www\.example\.com:443\r\n/);
  expect((await tunnelThrough([say('HTTP/1.0 204\n\n')])).outcome).toBe('open');
});

it('writes IPv6 addresses in brackets, and names in ASCII', async () => {
  const answer = say('HTTP/1.1 200 OK\r\n\r\n');
  expect((await tunnelThrough([answer], { host: '2001:db8::1' })).sent).toContain(
    'CONNECT [2001:db8::1]:443 ',
  );
  expect((await tunnelThrough([answer], { host: 'bücher.example' })).sent).toContain(
    'CONNECT xn--bcher-kva.example:',
  );
});

it('leaves what the far end says at once', async () => {
  const opened = await tunnelThrough([say('HTTP/1.1 200 OK\r\n\r\n220 mail.example\r\n')]);
  expect(opened).toMatchObject({ outcome: 'open', rest: '220 mail.example\r\n' });
});

it('passes over answers that only say that another one follows', async () => {
  const interim = 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n';
  expect((await tunnelThrough([say(interim), say('HTTP/1.1 200 OK\r\n\r\n')])).outcome).toBe('open');
  const refused = await tunnelThrough([say(`${interim}HTTP/1.1 403 Forbidden\r\n\r\n`)]);
  expect(refused.detail).toContain('403');
  expect((await tunnelThrough([say('HTTP/1.1 101 Switching\r\n\r\n')])).outcome).toBe('proxy_refused');
  const endless = await tunnelThrough([say('HTTP/1.1 100 Continue\r\n\r\n'.repeat(5000))]);
  expect(endless).toMatchObject({ outcome: 'proxy_refused', detail: expect.stringContaining('too much') });
});

it('reads an answer that comes byte by byte', async () => {
  const answer = 'HTTP/1.1 200 Connection established\r\nVia: p\r\n\r\n';
  expect((await tunnelThrough([drip(answer)])).outcome).toBe('open');
});

it('asks for no host that is no name', async () => {
  expect(await tunnelThroughNothing('\u00ad')).toBe('dns_not_found');
});

it.each([
  ['403', [say('HTTP/1.1 403 Forbidden\r\n\r\n')], 'proxy_refused', 'HTTP/1.1 403 Forbidden'],
  ['407', [say('HTTP/1.1 407 No\r\nProxy-Authenticate: Basic\r\n\r\n')], 'proxy_refused', 'authentication'],
  ['502', [say('HTTP/1.1 502 Bad Gateway\r\n\r\n')], 'proxy_refused', '502'],
  ['504', [say('HTTP/1.1 504 Gateway Timeout\r\n\r\n')], 'proxy_timeout', '504'],
  ['another protocol', [say('SSH-2.0-x\r\n\r\n')], 'proxy_refused', 'SSH-2.0-x'],
  ['a strange status', [say('HTTP/1.1 2000 OK\r\n\r\n')], 'proxy_refused', 'HTTP'],
  ['a close', [hangUp], 'proxy_refused', 'closed'],
  ['a reset', [reset], 'proxy_refused', 'reset'],
  ['header after header', [say(`HTTP/1.1 200 OK\r\n${'a: b\r\n'.repeat(200)}`)], 'proxy_refused', 'header'],
  ['a line without end', [say('x'.repeat(70_000))], 'proxy_refused', 'too much'],
] as const)('calls %s a refusal of the proxy', async (_name, steps, reason, words) => {
  const refused = await tunnelThrough(steps);
  expect(refused.outcome).toBe(reason);
  expect(refused.detail).toContain(words);
});

it('waits for the proxy no longer than the deadline', async () => {
  expect(await tunnelThrough([], { seconds: 0.05 })).toMatchObject({ outcome: 'proxy_timeout' });
});
