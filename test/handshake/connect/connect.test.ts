import { expect, it, vi } from 'vitest';
import { connect } from '../../../src/handshake/connect/connect.ts';
import { scriptedServer } from '../../support/scripted-server.ts';

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
  await vi.waitFor(() => expect(process.getActiveResourcesInfo()).not.toContain('TCPSocketWrap'));
});
