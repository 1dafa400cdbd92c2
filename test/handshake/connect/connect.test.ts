import { expect, it, vi } from 'vitest';
import { connect } from '../../../src/handshake/connect/connect.ts';
import { hear, say, scriptedServer } from '../../support/scripted-server.ts';

const LOCAL = { address: '127.0.0.1', family: 4 } as const;
const { signal } = new AbortController();

it('gives a paused socket with no listener but the one that swallows late errors', async () => {
  await using server = await scriptedServer([]);
  const socket = await connect(LOCAL, server.port, signal);
  expect(socket.isPaused()).toBe(true);
  expect(socket.listenerCount('error')).toBe(1);
  expect(socket.listenerCount('connect')).toBe(0);
  await new Promise((resolve) => {
    socket.once('close', resolve);
    socket.destroy(new Error('late'));
  });
});

it('keeps what came, from one connection and from several', async () => {
  await using server = await scriptedServer([say('first'), hear('go'), say('other')]);
  const came: Buffer[] = [];
  const sockets = await Promise.all([1, 2].map(() => connect(LOCAL, server.port, signal)));
  for (const socket of sockets) socket.on('data', (bytes) => came.push(bytes)).resume();
  await vi.waitFor(() => expect(came.map(String)).toEqual(['first', 'first']), { timeout: 20_000 });
  sockets[0]?.write('go');
  await vi.waitFor(() => expect(came.map(String)).toEqual(['first', 'first', 'other']), { timeout: 20_000 });
  for (const socket of sockets) socket.destroy();
});

it('stops reading while nobody takes what comes', async () => {
  const whole = Buffer.alloc(8_000_000, 'x');
  await using server = await scriptedServer([say(whole)]);
  const socket = await connect(LOCAL, server.port, signal);
  socket.read(0);
  await vi.waitFor(() => expect(socket.readableLength).toBeGreaterThan(0), { timeout: 20_000 });
  expect(socket.readableLength).toBeLessThan(1_000_000);
  let taken = 0;
  socket.on('data', (bytes) => (taken += bytes.length)).resume();
  await vi.waitFor(() => expect(taken).toBe(whole.length), 10_000);
  socket.destroy();
});

it('rejects with the system’s error', async () => {
  const server = await scriptedServer([]);
  await server[Symbol.asyncDispose]();
  await expect(connect(LOCAL, server.port, signal)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('rejects with the reason of the signal, and leaves nothing open', async () => {
  const server = await scriptedServer([]);
  const controller = new AbortController();
  const connecting = connect(LOCAL, server.port, controller.signal);
  controller.abort(new Error('called off'));
  await expect(connecting).rejects.toThrow('called off');
  await expect(connect(LOCAL, server.port, controller.signal)).rejects.toThrow('called off');
  await server[Symbol.asyncDispose]();
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('TCPSocketWrap'), {
    timeout: 20_000,
  });
});
