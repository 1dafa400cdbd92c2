import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { createConnection } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { plainBody } from '../../src/metrics/exposition.ts';
import { startTestServer } from '../support/http-server.ts';
import { TLS, webConfigFolder } from '../support/web-config.ts';

const FOREVER = 60_000;
const LARGE = plainBody([], 'x'.repeat(20_000_000));

/** A request whose answer comes when the test says so. */
function pendingExposition() {
  const { promise, resolve } = Promise.withResolvers<typeof LARGE>();
  const asked = Promise.withResolvers<void>();
  const exposition = () => {
    asked.resolve();
    return promise;
  };
  return { exposition, asked: asked.promise, answer: () => resolve(LARGE) };
}

async function length(response: IncomingMessage): Promise<number> {
  let sum = 0;
  for await (const piece of response) sum += (piece as Buffer).length;
  return sum;
}

it('ends idle connections at once', async () => {
  const { servers, url } = await startTestServer();
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const [response] = (await once(get(url, { agent }), 'response')) as [IncomingMessage];
  await length(response);
  const silent = createConnection(servers.addresses[0]?.port ?? 0, '127.0.0.1');
  await once(silent, 'connect');
  await servers.close(FOREVER);
  silent.destroy();
});

it('finishes the answer that is under way, whole, and ends its connection', async () => {
  const { exposition, asked, answer } = pendingExposition();
  const { servers, url } = await startTestServer({ exposition });
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const responded = once(get(`${url}/metrics`, { agent }), 'response') as Promise<[IncomingMessage]>;
  await asked;
  const closed = servers.close(FOREVER);
  answer();
  const [response] = await responded;
  expect(await length(response)).toBe(LARGE.length);
  await closed;
});

it('accepts nothing new while it closes', async () => {
  const { exposition, asked, answer } = pendingExposition();
  const { servers, url } = await startTestServer({ exposition });
  const underWay = fetch(`${url}/metrics`, { headers: { 'accept-encoding': 'identity' } });
  await asked;
  const closed = servers.close(FOREVER);
  await expect(fetch(`${url}/-/healthy`)).rejects.toThrow('fetch failed');
  answer();
  await (await underWay).arrayBuffer();
  await closed;
});

it('ends what is not finished when the time is over', async () => {
  const { exposition, asked } = pendingExposition();
  const { servers, url } = await startTestServer({ exposition });
  const underWay = fetch(`${url}/metrics`);
  underWay.catch(() => undefined);
  await asked;
  await servers.close(10);
  await expect(underWay).rejects.toThrow('fetch failed');
});

it('ends a client that does not read its answer when the time is over', async () => {
  const { exposition, asked, answer } = pendingExposition();
  const { servers, port } = await startTestServer({ exposition });
  const lazy = createConnection(port, '127.0.0.1');
  lazy.on('error', () => undefined);
  lazy.pause();
  lazy.write('GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n');
  await asked;
  answer();
  await servers.close(10);
  lazy.destroy();
});

it('does the same for HTTP/2', async () => {
  const { write } = webConfigFolder();
  const { exposition, asked, answer } = pendingExposition();
  const { servers, url } = await startTestServer({ exposition }, write(TLS));
  const session = connectHttp2(url, { rejectUnauthorized: false });
  session.on('error', () => undefined);
  onTestFinished(() => session.destroy());
  const stream = session.request({ ':path': '/metrics', 'accept-encoding': 'identity' });
  await asked;
  const closed = servers.close(FOREVER);
  answer();
  let received = 0;
  for await (const piece of stream) received += (piece as Buffer).length;
  expect(received).toBe(LARGE.length);
  await closed;
});

it('ends an HTTP/2 client that does not read when the time is over', async () => {
  const { write } = webConfigFolder();
  const { exposition, asked } = pendingExposition();
  const { servers, url } = await startTestServer({ exposition }, write(TLS));
  const session = connectHttp2(url, { rejectUnauthorized: false });
  session.on('error', () => undefined);
  const stream = session.request({ ':path': '/metrics' });
  stream.on('error', () => undefined);
  await asked;
  await servers.close(10);
  session.destroy();
});

it('ends a handshake that never began when the time is over', async () => {
  const { write } = webConfigFolder();
  const { servers, port } = await startTestServer({}, write(TLS));
  const silent = createConnection(port, '127.0.0.1');
  silent.on('error', () => undefined);
  await once(silent, 'connect');
  await servers.close(10);
  silent.destroy();
});
