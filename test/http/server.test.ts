import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ListenError } from '../../src/http/listen-error.ts';
import { startTestServer } from '../support/http-server.ts';

it('listens on several addresses at once', async () => {
  const { servers } = await startTestServer({}, undefined, {
    addresses: [
      { host: '127.0.0.1', port: 0 },
      { host: 'localhost', port: 0 },
      { host: undefined, port: 0 },
    ],
  });
  const ports = servers.addresses.map(({ port }) => port);
  expect(new Set(ports).size).toBe(3);
  for (const port of ports) {
    expect((await fetch(`http://localhost:${port}/-/healthy`)).status).toBe(200);
  }
});

it('says which address is in use, and lets go of the others', async () => {
  const { port } = await startTestServer();
  const { port: free, servers } = await startTestServer();
  await servers.close(0);
  const addresses = [free, port].map((each) => ({ host: '127.0.0.1', port: each }));
  const failed = startTestServer({}, undefined, { addresses });
  await expect(failed).rejects.toThrow(ListenError);
  await expect(failed).rejects.toThrow(`cannot listen on 127.0.0.1:${port}: the address is already in use`);
  const again = await startTestServer({}, undefined, { addresses: addresses.slice(0, 1) });
  expect((await fetch(`${again.url}/-/healthy`)).status).toBe(200);
});

it('says that no interface has an address', async () => {
  const failed = startTestServer({}, undefined, { addresses: [{ host: '192.0.2.1', port: 0 }] });
  await expect(failed).rejects.toThrow(
    'cannot listen on 192.0.2.1:0: no interface of this host has that address',
  );
});

it('says where it listens', async () => {
  const { lines, port } = await startTestServer();
  expect(lines[0]).toMatchObject({
    level: 'info',
    msg: 'Listening on',
    address: `127.0.0.1:${port}`,
    tls: false,
  });
});

it('closes connections beyond its limit, and serves again when there is room', async () => {
  const { url, port } = await startTestServer({}, undefined, { maxConnections: 2 });
  const sockets = [connect(port, '127.0.0.1'), connect(port, '127.0.0.1')];
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
  });
  await Promise.all(sockets.map((socket) => once(socket, 'connect')));
  await expect(fetch(`${url}/-/healthy`)).rejects.toThrow('fetch failed');
  sockets[0]?.destroy();
  await vi.waitFor(async () => expect((await fetch(`${url}/-/healthy`)).status).toBe(200), {
    timeout: 20_000,
  });
});
