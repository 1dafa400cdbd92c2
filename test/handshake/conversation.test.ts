import { EventEmitter, once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { afterEach, expect, it } from 'vitest';
import { Conversation, type ConversationOptions } from '../../src/handshake/conversation.ts';
import {
  drip,
  hangUp,
  hear,
  reset,
  type ScriptedServer,
  type Step,
  say,
  scriptedServer,
} from '../support/scripted-server.ts';

const EVENTS = ['data', 'end', 'close', 'error', 'readable', 'timeout', 'drain', 'finish'];
const listeners = (stream: EventEmitter): number[] => EVENTS.map((event) => stream.listenerCount(event));

const open: { server: ScriptedServer; socket: Socket }[] = [];

afterEach(async () => {
  for (const { server, socket } of open.splice(0)) {
    socket.destroy();
    await server[Symbol.asyncDispose]();
  }
});

interface Talk {
  readonly conversation: Conversation;
  readonly socket: Socket;
  readonly server: ScriptedServer;
  readonly deadline: AbortController;
  readonly before: number[];
}

async function talk(steps: readonly Step[], options: Partial<ConversationOptions> = {}): Promise<Talk> {
  const { promise: connected, resolve: connect } = Promise.withResolvers<void>();
  const server = await scriptedServer([() => connected, ...steps]);
  const socket = createConnection(server.port, '127.0.0.1');
  open.push({ server, socket });
  socket.on('error', () => {});
  await once(socket, 'connect');
  connect();
  const deadline = new AbortController();
  const before = listeners(socket);
  return {
    conversation: new Conversation(socket, { signal: deadline.signal, ...options }),
    socket,
    server,
    deadline,
    before,
  };
}

it('reads lines of either end, and bytes, from one segment or from many', async () => {
  for (const speak of [say, drip]) {
    const { conversation } = await talk([
      speak('one\r\ntwo\n\r\nthr\xe9e\r\r\nbytes!rest>'.normalize('NFC')),
    ]);
    expect(await conversation.readLine()).toBe('one');
    expect(await conversation.readLine()).toBe('two');
    expect(await conversation.readLine()).toBe('');
    expect(await conversation.readLine()).toBe('thr\xc3\xa9e\r');
    expect((await conversation.readBytes(6)).toString()).toBe('bytes!');
    expect((await conversation.readBytes(0)).toString()).toBe('');
    expect((await conversation.readThrough(0x3e, 'a tag')).toString()).toBe('rest>');
  }
});

it('reads what came before the end of the connection, and then tells the end', async () => {
  const { conversation } = await talk([say('last words\r\nand a ha'), hangUp]);
  expect(await conversation.readLine()).toBe('last words');
  await expect(conversation.readLine('the verdict')).rejects.toMatchObject({
    name: 'ConversationError',
    reason: 'closed',
    detail: 'The server closed the connection while waiting for the verdict, of which "and a ha" had come.',
  });
  expect((await conversation.readBytes(8)).toString()).toBe('and a ha');
  await expect(conversation.readBytes(1)).rejects.toMatchObject({ reason: 'closed' });
});

it('tells a torn connection, with the cause', async () => {
  const { conversation } = await talk([hear('x'), reset]);
  conversation.write('x');
  await expect(conversation.readLine('the greeting')).rejects.toMatchObject({
    reason: 'connection_reset',
    detail: 'The connection was reset while waiting for the greeting.',
    cause: { code: 'ECONNRESET' },
  });
});

it('ends at the deadline, before it, and after it', async () => {
  const { conversation, deadline } = await talk([]);
  const reading = conversation.readLine('the greeting');
  deadline.abort(new Error('too late'));
  await expect(reading).rejects.toMatchObject({
    reason: 'starttls_timeout',
    detail: 'The deadline passed while waiting for the greeting.',
    cause: { message: 'too late' },
  });
  const late = await talk([say('hello\r\n')], { signal: AbortSignal.abort() });
  await expect(late.conversation.readLine()).rejects.toMatchObject({ reason: 'starttls_timeout' });
});

it('bounds a line and the whole', async () => {
  const line = await talk([say('12345678\n')], { maxLineBytes: 8 });
  await expect(line.conversation.readLine('the greeting')).rejects.toMatchObject({
    reason: 'protocol_error',
    detail:
      'The server sent too much: more than 8 bytes without end for the greeting, beginning with "12345678".',
  });
  const exact = await talk([say('1234567\n')], { maxLineBytes: 8, maxBytes: 8 });
  expect(await exact.conversation.readLine()).toBe('1234567');

  const whole = await talk([drip('a\n'.repeat(5))], { maxBytes: 8 });
  const read = async (): Promise<void> => {
    for (;;) await whole.conversation.readLine('the list');
  };
  await expect(read()).rejects.toMatchObject({
    reason: 'protocol_error',
    detail: expect.stringContaining('more than 8 bytes before TLS'),
  });
  const announced = await talk([], { maxBytes: 8 });
  await expect(announced.conversation.readBytes(9)).rejects.toMatchObject({ reason: 'protocol_error' });
});

it('reads no further than one chunk while nobody asks', async () => {
  const { conversation, server } = await talk([say(`go\n${'a'.repeat(1_000_000)}`)], { maxBytes: 100_000 });
  expect(await conversation.readLine()).toBe('go');
  await server.finished;
  await expect(conversation.readBytes(90_000)).resolves.toHaveLength(90_000);
});

it('hands a stream over as if nobody had touched it', async () => {
  const { conversation, socket, before, server } = await talk([
    say('go ahead\r\n'),
    hear('hello'),
    say('and on'),
  ]);
  expect(await conversation.readLine()).toBe('go ahead');
  conversation.handOver();
  expect(listeners(socket)).toEqual(before);
  expect(socket.isPaused()).toBe(true);
  expect(socket.readableLength).toBe(0);
  socket.write('hello');
  socket.resume();
  const [data] = await once(socket, 'data');
  expect(String(data)).toBe('and on');
  expect(server.heard().toString()).toBe('hello');
});

it('refuses to hand over what was sent too early, wherever it waits', async () => {
  const together = await talk([say('go ahead\r\nEVIL')]);
  await together.conversation.readLine();
  expect(() => together.conversation.handOver()).toThrow(
    expect.objectContaining({
      reason: 'protocol_error',
      detail: 'The server spoke in plain text after its go-ahead for TLS: "EVIL".',
    }),
  );

  // The second segment is in the stream's own buffer, where the conversation has not looked.
  const stream = new Duplex({ read: () => {}, write: (_chunk, _encoding, done) => done() });
  stream.push('go ahead\r\n');
  const conversation = new Conversation(stream, { signal: new AbortController().signal });
  await conversation.readLine();
  stream.push('LATE');
  expect(() => conversation.handOver()).toThrow(/after its go-ahead for TLS: "LATE"/);
});

it('hands nothing over behind the deadline or the end', async () => {
  const { conversation, deadline } = await talk([say('go\n')]);
  await conversation.readLine();
  deadline.abort();
  expect(() => conversation.handOver()).toThrow(
    expect.objectContaining({
      reason: 'starttls_timeout',
      detail: 'The deadline passed before TLS could begin.',
    }),
  );
});

it('puts back what it read too far, for whoever is next', async () => {
  const { conversation, socket, before } = await talk([
    say('HTTP/1.1 200\r\n220 greeting\r\n'),
    hear('x'),
    say('more'),
  ]);
  expect(await conversation.readLine()).toBe('HTTP/1.1 200');
  conversation.release();
  conversation.release();
  expect(listeners(socket)).toEqual(before);
  const next = new Conversation(socket, { signal: new AbortController().signal });
  expect(await next.readLine()).toBe('220 greeting');
  next.write('x');
  expect((await next.readBytes(4)).toString()).toBe('more');
});

it('asks only a server that is silent', async () => {
  const { conversation, server } = await talk([say('220 hello\r\n250 early\r\n')]);
  await conversation.readLine();
  expect(() => conversation.ask('EHLO me')).toThrow(
    expect.objectContaining({
      reason: 'protocol_error',
      detail: 'The server spoke before it was sent EHLO: "250 early".',
    }),
  );
  expect(server.heard()).toHaveLength(0);
});

it('recognizes a server that speaks TLS at once', async () => {
  const { conversation } = await talk([say(Buffer.from('15030300020228', 'hex'))]);
  await expect(conversation.readLine('the greeting')).rejects.toMatchObject({
    reason: 'protocol_error',
    detail: 'The server answered with a TLS record instead of the greeting: it expects TLS at once.',
  });
});

it('tells at once what has happened to the stream before', async () => {
  const { signal } = new AbortController();
  const destroyed = new Duplex({ read: () => {} }).destroy();
  await expect(new Conversation(destroyed, { signal }).readLine()).rejects.toMatchObject({
    reason: 'closed',
  });

  const broken = new Duplex({ read: () => {} });
  broken.on('error', () => {});
  broken.destroy(Object.assign(new Error('broken'), { code: 'EHOSTUNREACH' }));
  await expect(new Conversation(broken, { signal }).readLine('the greeting')).rejects.toMatchObject({
    reason: 'closed',
    detail: 'The connection failed (EHOSTUNREACH) while waiting for the greeting.',
  });
});

it('knows its own address', async () => {
  const { conversation } = await talk([]);
  expect(conversation.localAddress).toBe('127.0.0.1');
  const { signal } = new AbortController();
  expect(new Conversation(new Duplex(), { signal }).localAddress).toBeUndefined();
});
