/**
 * A stand-in for a robot of a DingTalk group: takes the messages that a real one would take, with their signature, and
 * shows them on a page. Its token and its secret are those that setup.ts hands out.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

interface Message {
  readonly at: string;
  readonly title: string;
  readonly text: string;
}

const read = (name: string): string => readFileSync(`/demo/relay/${name}`, 'utf8').trim();
const token = new URL(read('dingtalk-url')).searchParams.get('access_token');
const secret = read('dingtalk-secret');
const messages: Message[] = [];

const server = createServer((request, response) => {
  if (request.method === 'POST') {
    void answer(request, response);
  } else if (request.url === '/messages') {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(messages));
  } else {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(page());
  }
});
server.listen(9203, () => console.log('The group is at http://localhost:9203'));
process.on('SIGTERM', () => process.exit(0));

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const verdict = await take(request);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(verdict));
}

async function take(request: IncomingMessage): Promise<{ errcode: number; errmsg: string }> {
  const url = new URL(request.url ?? '/', 'http://robot');
  const body = await text(request);
  if (url.searchParams.get('access_token') !== token)
    return { errcode: 300_001, errmsg: 'token is not exist' };
  const timestamp = url.searchParams.get('timestamp') ?? '';
  const expected = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest();
  const given = Buffer.from(url.searchParams.get('sign') ?? '', 'base64');
  const isFresh = Math.abs(Date.now() - Number(timestamp)) < 3_600_000;
  if (!isFresh || given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return { errcode: 310_000, errmsg: 'sign not match' };
  }
  const { msgtype, markdown } = JSON.parse(body) as {
    msgtype?: string;
    markdown?: { title?: string; text?: string };
  };
  if (msgtype !== 'markdown' || !markdown?.title || !markdown.text || Buffer.byteLength(body) > 20_000) {
    return { errcode: 40_035, errmsg: 'invalid message' };
  }
  messages.unshift({ at: new Date().toISOString(), title: markdown.title, text: markdown.text });
  console.log(`${markdown.title}\n${markdown.text}\n`);
  return { errcode: 0, errmsg: 'ok' };
}

function page(): string {
  const shown = messages.map(
    (message) => `<article><time>${message.at}</time><pre>${escaped(message.text)}</pre></article>`,
  );
  return `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<title>Robot (${messages.length})</title>
<style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}
article{border:1px solid #8884;border-radius:.5rem;padding:1rem;margin:1rem 0}pre{white-space:pre-wrap}</style>
<h1>Messages of the robot</h1>
<p>Markdown, as it arrives; DingTalk shows it formatted.</p>
${shown.join('\n') || '<p>None yet. The first one takes a little more than a minute after the start.</p>'}
</html>`;
}

function escaped(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
