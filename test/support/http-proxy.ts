import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import type { Chain } from './certificate-factory.ts';
import type { TestServer } from './tls-servers.ts';

export interface HttpProxy extends TestServer {
  /** The targets of CONNECT, in order. */
  readonly asked: readonly string[];
}

export interface HttpProxyOptions {
  /** `user:password` that it demands. */
  readonly credentials?: string;
  /** Speaks TLS itself, with this chain's leaf. */
  readonly chain?: Chain;
  /** Where all tunnels lead, whatever was asked for. */
  readonly leadsTo?: number;
}

/** A real HTTP proxy on a free port of the loopback interface, which opens tunnels to loopback ports alone. */
export async function httpProxy({ credentials, chain, leadsTo }: HttpProxyOptions = {}): Promise<HttpProxy> {
  const asked: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server =
    chain === undefined
      ? createHttpServer()
      : createHttpsServer({ key: chain.leaf.privateKeyPem, cert: chain.leaf.pem + chain.intermediate.pem });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    asked.push(request.url ?? '');
    const wanted = credentials === undefined ? undefined : `Basic ${btoa(credentials)}`;
    if (request.headers['proxy-authorization'] !== wanted) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n');
      return;
    }
    const port = leadsTo ?? Number(/:(\d+)$/.exec(request.url ?? '')?.[1]);
    const upstream = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(upstream).pipe(client);
    });
    sockets.add(upstream);
    client.on('error', () => upstream.destroy());
    upstream.on('error', () => client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy listens on no port');
  return {
    port: address.port,
    asked,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
