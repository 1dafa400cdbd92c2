import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { robotMessage } from '../../src/relay/message.ts';
import { type PostOptions, post } from '../../src/relay/post.ts';
import { parseWebhook } from '../../src/relay/webhook.ts';
import { dingtalkRobot, type Robot } from '../support/dingtalk-robot.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { webhookOf } from '../support/webhooks.ts';

const parsed = parseWebhook(Buffer.from(JSON.stringify(webhookOf())));
if (!parsed.ok) throw new Error(parsed.error);
const MESSAGE = robotMessage(parsed.webhook);
const SECRET = 'SECthis_is_a_secret';
const NEVER = new AbortController().signal;

const send = (robot: Pick<Robot, 'files'>, options: Partial<PostOptions> = {}, signal = NEVER) =>
  post(MESSAGE, { ...robot.files, timeout: 10, clock: () => Date.now(), ...options }, signal);

const detailOf = (outcome: Awaited<ReturnType<typeof send>>): string => (outcome.ok ? '' : outcome.detail);

describe('a robot that cannot be reached', () => {
  it('a file that is gone is not the end', async () => {
    const files = { urlFile: '/nonexistent/url', secretFile: undefined };
    expect(await send({ files })).toMatchObject({ ok: false, reason: 'file', again: 'later' });
  });

  it('nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const urlFile = temporaryFile('url', `http://127.0.0.1:${port}/robot/send?access_token=topsecret`);
    const outcome = await send({ files: { urlFile, secretFile: undefined } });
    expect(outcome).toMatchObject({ ok: false, reason: 'connection', again: 'soon' });
    expect(detailOf(outcome)).toContain('ECONNREFUSED');
    expect(detailOf(outcome)).not.toContain('topsecret');
  });

  it('a certificate that nobody trusts: nothing is sent', async () => {
    const robot = await dingtalkRobot({ secure: true });
    const outcome = await send(robot);
    expect(outcome).toMatchObject({ ok: false, reason: 'connection', again: 'soon' });
    expect(detailOf(outcome)).toMatch(/certificate/i);
    expect(robot.requests()).toBe(0);
  });

  it('no answer in time', async () => {
    const robot = await dingtalkRobot({ answers: [() => undefined] });
    expect(await send(robot, { timeout: 0.05 })).toMatchObject({
      ok: false,
      reason: 'timeout',
      again: 'soon',
    });
  });

  it('an answer that never ends is read as far as one goes', async () => {
    const robot = await dingtalkRobot({
      answers: [
        (_, response) => {
          const more = (): void => {
            while (response.write('x'.repeat(4096)));
            response.once('drain', more);
          };
          response.on('error', () => undefined);
          more();
        },
      ],
    });
    expect(await send(robot)).toMatchObject({ ok: false, reason: 'bad_answer' });
  });

  it('an answer that leads elsewhere is not followed', async () => {
    const elsewhere = await dingtalkRobot();
    const robot = await dingtalkRobot({
      answers: [(_, response) => response.writeHead(307, { location: elsewhere.url }).end()],
    });
    expect(await send(robot)).toMatchObject({ ok: false, reason: 'http_status', again: 'never' });
    expect(elsewhere.requests()).toBe(0);
  });

  it('nobody waits any more', async () => {
    const robot = await dingtalkRobot({ answers: [() => undefined] });
    const gone = new AbortController();
    const sending = send(robot, {}, gone.signal);
    gone.abort();
    expect(await sending).toMatchObject({ ok: false, reason: 'connection' });
  });
});

describe('a robot that refuses', () => {
  it('a token that an answer repeats does not get further', async () => {
    const token = new URL((await dingtalkRobot()).url).searchParams.get('access_token') ?? '';
    const robot = await dingtalkRobot({
      answers: [(_, response) => response.end(JSON.stringify({ errcode: 400_101, errmsg: `no ${token}` }))],
    });
    expect(detailOf(await send(robot))).toContain('errcode 400101, "no …"');
  });

  it('a signature by another secret, none, and one of yesterday', async () => {
    const robot = await dingtalkRobot({ secret: SECRET });
    const other = { ...robot.files, secretFile: temporaryFile('secret', 'SECanother') };
    const late = () => Date.now() - 86_400_000;
    for (const outcome of [
      await send({ files: other }),
      await send({ files: { ...robot.files, secretFile: undefined } }),
      await send(robot, { clock: late }),
    ]) {
      expect(outcome).toMatchObject({ ok: false, reason: 'refused', again: 'never' });
    }
    expect(robot.refusals).toEqual([
      '310000 sign not match',
      '310000 invalid timestamp',
      '310000 invalid timestamp',
    ]);
    expect(robot.messages).toEqual([]);
  });
});

describe('a robot takes', () => {
  it.each([{}, { secret: SECRET }, { keyword: 'tls-cert-exporter' }])('with %j', async (options) => {
    const robot = await dingtalkRobot(options);
    expect(await send(robot)).toEqual({ ok: true });
    expect(robot.messages).toEqual([MESSAGE]);
    expect(robot.refusals).toEqual([]);
  });

  it('by a secret that was renewed meanwhile', async () => {
    const robot = await dingtalkRobot({ secret: SECRET });
    const secretFile = temporaryFile('secret', 'SECof_before');
    const files = { ...robot.files, secretFile };
    expect(await send({ files })).toMatchObject({ ok: false });
    writeFileSync(secretFile, SECRET);
    expect(await send({ files })).toEqual({ ok: true });
  });
});
