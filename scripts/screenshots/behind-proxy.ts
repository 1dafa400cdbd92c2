import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, type Server } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';

/**
 * Servers on this machine that answer to other names: one for each target (`host:port`), and a proxy whose CONNECT leads
 * there. The port of the proxy. Nothing of it keeps the process from ending.
 */
export async function serveBehindProxy(
  servers: Readonly<Record<string, Pick<TlsOptions, 'cert' | 'key'>>>,
): Promise<number> {
  const ports = new Map<string, number>();
  for (const [target, identity] of Object.entries(servers)) {
    ports.set(target, await portOf(createTlsServer(identity).unref()));
  }
  const proxy = createHttpServer().on('connect', (request, socket) => {
    const port = ports.get(request.url ?? '');
    if (port === undefined) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
    socket.on('error', () => onward.destroy());
  });
  return portOf(proxy.unref());
}

async function portOf(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}
