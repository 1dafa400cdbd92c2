import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { RobotMessage } from '../../src/relay/message.ts';
import { httpsOrigin } from './https-origin.ts';
import { temporaryFile } from './temporary-file.ts';

export interface RobotOptions {
  /** Asks for a signature by this secret. */
  readonly secret?: string;
  /** Asks for this word in each message. */
  readonly keyword?: string;
  /** By TLS, with a certificate for localhost. */
  readonly secure?: boolean;
  /** What is answered before anything is looked at, one for each request until they are used up. */
  readonly answers?: readonly (RequestListener | undefined)[];
}

export interface Robot {
  /** With the access token. */
  readonly url: string;
  /** A file with the address, and one with the secret, as an operator keeps them. */
  readonly files: { readonly urlFile: string; readonly secretFile: string | undefined };
  /** The root of its certificate; undefined for plain HTTP. */
  readonly caFile: string | undefined;
  /** What arrived in the group, in order. */
  readonly messages: readonly RobotMessage[];
  /** What was refused, as the robot says it: `errcode errmsg`. */
  readonly refusals: readonly string[];
  /** Requests, whatever came of them. */
  readonly requests: () => number;
}

const TOKEN = 'b3f1'.repeat(16);
const HOUR = 3_600_000;
const MAX_BYTES = 20_000;

/**
 * A stand-in for a robot of DingTalk's groups, which no test can be given: it takes what the documentation of "custom
 * robots" says that one takes, answers with its codes (always status 200), and refuses everything else, keys that are not
 * documented as well.
 */
export async function dingtalkRobot(options: RobotOptions = {}): Promise<Robot> {
  const { secret, keyword, secure = false } = options;
  const answers = [...(options.answers ?? [])];
  const messages: RobotMessage[] = [];
  const refusals: string[] = [];
  let requests = 0;

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    requests += 1;
    const body = await text(request);
    const scripted = answers.shift();
    if (scripted !== undefined) {
      scripted(request, response);
      return;
    }
    const refusal =
      refusalOfRequest(request, secret) ?? refusalOfBody(body) ?? refusalOfKeyword(body, keyword);
    if (refusal === undefined) messages.push(JSON.parse(body) as RobotMessage);
    else refusals.push(refusal.join(' '));
    const [errcode, errmsg] = refusal ?? [0, 'ok'];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ errcode, errmsg }));
  };
  const listener: RequestListener = (request, response) => void answer(request, response);
  const { origin, caFile } = secure ? await secureOrigin(listener) : await plainOrigin(listener);
  const url = `${origin}/robot/send?access_token=${TOKEN}`;
  return {
    url,
    files: {
      urlFile: temporaryFile('url', `${url}\n`),
      secretFile: secret === undefined ? undefined : temporaryFile('secret', `${secret}\n`),
    },
    caFile,
    messages,
    refusals,
    requests: () => requests,
  };
}

type Refusal = readonly [errcode: number, errmsg: string];

function refusalOfRequest(request: IncomingMessage, secret: string | undefined): Refusal | undefined {
  const url = new URL(request.url ?? '', 'http://robot');
  if (request.method !== 'POST' || url.pathname !== '/robot/send') return [404, 'not found'];
  if (url.searchParams.get('access_token') !== TOKEN) return [400_101, 'token is not exist'];
  if (!/^application\/json(; *charset=utf-8)?$/i.test(request.headers['content-type'] ?? '')) {
    return [43_004, 'invalid http request content type'];
  }
  if (secret === undefined) {
    return url.searchParams.size === 1 ? undefined : [40_035, 'parameters that are not known'];
  }
  const timestamp = url.searchParams.get('timestamp') ?? '';
  if (!/^\d{13}$/.test(timestamp) || Math.abs(Date.now() - Number(timestamp)) > HOUR) {
    return [310_000, 'invalid timestamp'];
  }
  const expected = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest();
  const given = Buffer.from(url.searchParams.get('sign') ?? '', 'base64');
  const matches = given.length === expected.length && timingSafeEqual(given, expected);
  return matches ? undefined : [310_000, 'sign not match'];
}

function refusalOfBody(body: string): Refusal | undefined {
  if (Buffer.byteLength(body) > MAX_BYTES) return [460_101, 'message too long, exceed 20000 bytes'];
  let message: Record<string, unknown>;
  try {
    message = JSON.parse(body) as Record<string, unknown>;
  } catch {
    return [40_035, 'the parameters are no json'];
  }
  if (message['msgtype'] !== 'markdown')
    return [400_105, `unsupported msgtype ${String(message['msgtype'])}`];
  const unknown = Object.keys(message).filter((key) => !['msgtype', 'markdown', 'at'].includes(key));
  if (unknown.length > 0) return [40_035, `keys that are not known: ${unknown.join(', ')}`];
  const markdown = message['markdown'];
  if (!isObject(markdown) || Object.keys(markdown).toSorted().join() !== 'text,title') {
    return [40_035, 'expected markdown.title and markdown.text'];
  }
  const { title, text: content } = markdown;
  if (typeof title !== 'string' || title.trim() === '') return [40_035, `title ${JSON.stringify(title)}`];
  if (typeof content !== 'string' || content.trim() === '')
    return [40_035, `text ${JSON.stringify(content)}`];
  return refusalOfAt(message['at'], content);
}

function refusalOfAt(at: unknown, content: string): Refusal | undefined {
  if (at === undefined) return undefined;
  if (!isObject(at)) return [40_035, 'at'];
  const { atMobiles = [], isAtAll = false, ...others } = at;
  if (!Array.isArray(atMobiles) || typeof isAtAll !== 'boolean' || Object.keys(others).length > 0) {
    return [40_035, 'at'];
  }
  const missing = atMobiles.filter((mobile) => typeof mobile !== 'string' || !content.includes(`@${mobile}`));
  return missing.length === 0 ? undefined : [40_035, `the text does not name ${missing.join(', ')}`];
}

function refusalOfKeyword(body: string, keyword: string | undefined): Refusal | undefined {
  if (keyword === undefined) return undefined;
  const { markdown } = JSON.parse(body) as RobotMessage;
  const found = `${markdown.title}\n${markdown.text}`.includes(keyword);
  return found ? undefined : [310_000, 'keywords not in content'];
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

async function plainOrigin(listener: RequestListener): Promise<{ origin: string; caFile: undefined }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, caFile: undefined };
}

async function secureOrigin(listener: RequestListener): Promise<{ origin: string; caFile: string }> {
  const { url, caFile } = await httpsOrigin(listener);
  return { origin: url, caFile };
}
