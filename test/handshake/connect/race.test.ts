import { expect, it } from 'vitest';
import { race } from '../../../src/handshake/connect/race.ts';
import type { Address } from '../../../src/handshake/dns/address.ts';
import { blackHole } from '../../support/black-hole.ts';
import { scriptedServer } from '../../support/scripted-server.ts';
import { tlsServer } from '../../support/tls-servers.ts';

const { signal } = new AbortController();
const four = (address: string): Address => ({ address, family: 4 });

it('goes on to the next address as soon as one refuses', async () => {
  await using server = await scriptedServer([]);
  // The server listens on 127.0.0.1 alone.
  const { socket, address } = await race([four('127.0.0.2'), four('127.0.0.1')], server.port, signal);
  expect(address.address).toBe('127.0.0.1');
  socket.destroy();
});

it('tries the next address beside one that does not answer', async () => {
  await using hole = await blackHole('127.0.0.3');
  await using server = await tlsServer({ port: hole.port });
  const { socket, address } = await race([four('127.0.0.3'), four('127.0.0.1')], hole.port, signal);
  expect(address.address).toBe('127.0.0.1');
  expect(socket.remotePort).toBe(server.port);
  socket.destroy();
});

it('rejects with the most telling error when all fail', async () => {
  const server = await scriptedServer([]);
  await server[Symbol.asyncDispose]();
  const [nobody, local] = [four('255.255.255.255'), four('127.0.0.1')];
  await expect(race([nobody, local], server.port, signal)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('rejects with the reason of the signal, and leaves nothing open', async () => {
  await using hole = await blackHole('127.0.0.3');
  const controller = new AbortController();
  const racing = race([four('127.0.0.3'), four('127.0.0.3')], hole.port, controller.signal);
  setTimeout(() => controller.abort(new Error('called off')), 20);
  await expect(racing).rejects.toThrow('called off');
});
