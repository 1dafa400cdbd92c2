import { once } from 'node:events';
import { createConnection } from 'node:net';
import { createSecureContext } from 'node:tls';
import { expect, it } from 'vitest';
import { secureProxy } from '../../../src/handshake/proxy/secure-proxy.ts';
import { createChain } from '../../support/certificate-factory.ts';
import { scriptedServer } from '../../support/scripted-server.ts';
import { tlsServer } from '../../support/tls-servers.ts';

const chain = createChain({ sans: ['DNS:proxy.example', 'IP:127.0.0.1'] });
const trusting = createSecureContext({ ca: chain.root.pem });
const proxyAt = (host: string) => ({ secure: true, host, port: 443 });

async function connectedTo(port: number) {
  const socket = createConnection(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

it.each(['proxy.example', '127.0.0.1'])(
  'speaks TLS with a proxy whose certificate is good for %s',
  async (host) => {
    await using server = await tlsServer({ chain });
    const socket = await connectedTo(server.port);
    const secure = await secureProxy(socket, proxyAt(host), new AbortController().signal, trusting);
    expect(secure.authorized).toBe(true);
    secure.destroy();
  },
);

it.each([
  ['for another name', 'other.example', trusting],
  ['of an authority that nobody knows', 'proxy.example', undefined],
])('refuses a certificate %s', async (_case, host, context) => {
  await using server = await tlsServer({ chain });
  const socket = await connectedTo(server.port);
  const securing = secureProxy(socket, proxyAt(host), new AbortController().signal, context);
  await expect(securing).rejects.toMatchObject({ failure: { phase: 'proxy', reason: 'proxy_refused' } });
  expect(socket.destroyed).toBe(true);
});

it('rejects with the reason of the signal, and destroys the socket', async () => {
  await using server = await scriptedServer([]);
  const socket = await connectedTo(server.port);
  const controller = new AbortController();
  const securing = secureProxy(socket, proxyAt('proxy.example'), controller.signal, trusting);
  controller.abort(new Error('called off'));
  await expect(securing).rejects.toThrow('called off');
  expect(socket.destroyed).toBe(true);
});
