import { once } from 'node:events';
import { connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:net';
import { hashSync } from 'bcryptjs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ListenError } from '../../src/http/listen-error.ts';
import { startServers } from '../../src/http/server.ts';
import { LiveWebConfig } from '../../src/http/web-config/live.ts';
import type { RobotMessage } from '../../src/relay/message.ts';
import type { Failure, Outcome } from '../../src/relay/outcome.ts';
import { createRelayApp } from '../../src/relay/relay-app.ts';
import { RelayState } from '../../src/relay/relay-state.ts';
import { recordedLog } from '../support/recorded-log.ts';
import { TLS, webConfigFolder } from '../support/web-config.ts';
import { webhookOf } from '../support/webhooks.ts';

type Deliver = (message: RobotMessage, signal: AbortSignal) => Promise<Outcome>;

async function serverWith(deliver: Deliver = async () => ({ ok: true }), webConfigFile?: string) {
  const { log, lines } = recordedLog();
  const state = new RelayState();
  const exposition = async (format: string) => `# ${format}\n`;
  const services = { deliver, exposition, state, mobiles: ['13800000000'] };
  const webConfig = webConfigFile === undefined ? undefined : await LiveWebConfig.load(webConfigFile, log);
  const start = (port: number) =>
    startServers((front) => createRelayApp(services, front), {
      addresses: [{ host: '127.0.0.1', port }],
      log,
      ...(webConfig !== undefined && { webConfig }),
    });
  const server = await start(0);
  onTestFinished(() => server.close(0));
  const port = server.addresses[0]?.port ?? 0;
  const url = `${server.scheme}://127.0.0.1:${port}`;
  const send = (body: string) =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  return { server, port, url, send, lines, state, start };
}

const failure = (again: Failure['again']): Failure => ({
  ok: false,
  reason: 'refused',
  again,
  detail: 'the group has been dissolved',
});

describe('what is no webhook', () => {
  it.each(['', '{}', 'x', '[]'])('%j is refused, counted and told', async (body) => {
    const { send, state, lines } = await serverWith(() => Promise.reject(new Error('nothing is sent')));
    const response = await send(body);
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/^expected /);
    expect(state.refusedWebhooks).toBe(1);
    expect(lines.at(-1)).toMatchObject({ level: 'warn', msg: 'Webhook refused' });
  });

  it('more than it could ever be is not read', async () => {
    const { send } = await serverWith();
    expect((await send('x'.repeat(4 * 1024 * 1024 + 1))).status).toBe(413);
  });

  it('other paths and methods are not there', async () => {
    const { url } = await serverWith();
    expect((await fetch(`${url}/other`, { method: 'POST' })).status).toBe(404);
    expect((await fetch(url)).status).toBe(404);
    expect(
      (await fetch(url, { method: 'POST', body: '{}', headers: { 'content-type': 'a/b' } })).status,
    ).toBe(400);
  });
});

describe('what came of the message is what Alertmanager is told', () => {
  it.each([
    ['soon', 503],
    ['later', 503],
    ['never', 422],
  ] as const)('%s: %d', async (again, status) => {
    const { send } = await serverWith(async () => failure(again));
    const response = await send(JSON.stringify(webhookOf()));
    expect([response.status, await response.text()]).toEqual([status, 'the group has been dissolved\n']);
  });

  it('sent: 200', async () => {
    const messages: RobotMessage[] = [];
    const { send } = await serverWith(async (message) => {
      messages.push(message);
      return { ok: true };
    });
    expect((await send(JSON.stringify(webhookOf()))).status).toBe(200);
    expect(messages).toMatchObject([{ msgtype: 'markdown', at: { atMobiles: ['13800000000'] } }]);
  });

  it('a bug: 500, and the log says where', async () => {
    const { send, lines } = await serverWith(() => Promise.reject(new TypeError('a bug')));
    expect((await send(JSON.stringify(webhookOf()))).status).toBe(500);
    expect(lines.at(-1)).toMatchObject({ level: 'error', err: 'a bug', path: '/' });
  });

  it('who goes away is not waited for', async () => {
    const aborted = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const { port } = await serverWith(async (_, signal) => {
      signal.addEventListener('abort', () => aborted.resolve());
      begun.resolve();
      await aborted.promise;
      return failure('later');
    });
    const socket = connect(port, '127.0.0.1');
    const body = JSON.stringify(webhookOf());
    socket.write(`POST / HTTP/1.1\r\nHost: x\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
    await begun.promise;
    socket.destroy();
    await aborted.promise;
  });
});

it('says that it is well, and gives its metrics in the format that is asked for', async () => {
  const { url } = await serverWith();
  for (const path of ['/-/healthy', '/-/ready', '/healthz', '/readyz']) {
    expect((await fetch(`${url}${path}`)).status).toBe(200);
  }
  expect(await (await fetch(`${url}/metrics`)).text()).toBe('# text\n');
  const accept = 'application/openmetrics-text; version=1.0.0';
  const response = await fetch(`${url}/metrics`, { headers: { accept } });
  expect(await response.text()).toBe('# openmetrics\n');
  expect(response.headers.get('content-type')).toContain('openmetrics');
});

it('a port in use is an error that names it', async () => {
  const { port, start } = await serverWith();
  await expect(start(port)).rejects.toThrow(ListenError);
});

it('a message under way is finished before it ends', async () => {
  const begun = Promise.withResolvers<void>();
  const sent = Promise.withResolvers<Outcome>();
  const { server, send } = await serverWith(() => {
    begun.resolve();
    return sent.promise;
  });
  const response = send(JSON.stringify(webhookOf()));
  await begun.promise;
  const closed = server.close(60_000);
  sent.resolve({ ok: true });
  expect((await response).status).toBe(200);
  await closed;
});

describe('a web configuration', () => {
  const users = (password: string): string =>
    `basic_auth_users: { alertmanager: "${hashSync(password, 4)}" }\n`;
  const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

  it('lets nobody write to the group without a password, and takes a new one from the next request on', async () => {
    const messages: RobotMessage[] = [];
    const { write } = webConfigFolder();
    const { url, state } = await serverWith(
      async (message) => {
        messages.push(message);
        return { ok: true };
      },
      write(users('first')),
    );
    const status = async (body: string, credentials?: string): Promise<number> => {
      const headers = credentials === undefined ? {} : { authorization: basic(credentials) };
      return (await fetch(url, { method: 'POST', headers, body })).status;
    };
    const webhook = JSON.stringify(webhookOf());
    for (const body of [webhook, '{}']) {
      expect(await status(body)).toBe(401);
      expect(await status(body, 'alertmanager:wrong')).toBe(401);
    }
    expect([messages.length, state.refusedWebhooks]).toEqual([0, 0]);
    for (const path of ['/metrics', '/-/healthy', '/nowhere']) {
      expect((await fetch(url + path)).status).toBe(401);
    }
    expect(await status(webhook, 'alertmanager:first')).toBe(200);
    write(users('second'));
    expect(await status(webhook, 'alertmanager:first')).toBe(401);
    expect(await status(webhook, 'alertmanager:second')).toBe(200);
    expect(messages).toHaveLength(2);
  });

  it('takes webhooks by HTTP/2 as well, and does not wait for who goes away there either', async () => {
    const begun = Promise.withResolvers<void>();
    const aborted = Promise.withResolvers<void>();
    const outcomes: (() => Promise<Outcome>)[] = [async () => ({ ok: true })];
    const { url } = await serverWith(async (_, signal) => {
      const outcome = outcomes.shift();
      if (outcome !== undefined) return outcome();
      signal.addEventListener('abort', () => aborted.resolve());
      begun.resolve();
      await aborted.promise;
      return failure('later');
    }, webConfigFolder().write(TLS));
    const session = connectHttp2(url, { rejectUnauthorized: false });
    onTestFinished(() => session.destroy());
    const send = () =>
      session
        .request({ ':method': 'POST', ':path': '/', 'content-type': 'application/json' })
        .end(JSON.stringify(webhookOf()));
    const [headers] = (await once(send(), 'response')) as [Record<string, unknown>];
    expect(headers[':status']).toBe(200);
    const abandoned = send();
    await begun.promise;
    abandoned.close(constants.NGHTTP2_CANCEL);
    await aborted.promise;
  });
});
