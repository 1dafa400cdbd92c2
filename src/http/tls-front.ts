import type { Server } from 'node:http';
import type { Http2Server } from 'node:http2';
import type { Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket, type Server as TlsServer } from 'node:tls';
import type { Logger } from '../log/logger.ts';
import { refusal } from './web-config/client-policy.ts';
import type { LiveWebConfig } from './web-config/live.ts';
import type { WebConfig } from './web-config/web-config.ts';

/**
 * Puts TLS in front of a server: what connects is handed to a TLS server made of the web configuration in force,
 * and what comes out of the handshake to `server`, or to `http2` where the client chose that. TLS servers are
 * replaced, not changed, so every setting of a new configuration holds for every connection from then on, and
 * connections that are open go on as they began.
 */
export function putTlsInFront(server: Server, http2: Http2Server, live: LiveWebConfig, log: Logger): void {
  const serveHttp = server.listeners('connection') as ((this: Server, socket: Socket) => void)[];
  server.removeAllListeners('connection');
  let made: { readonly config: WebConfig; readonly tls: TlsServer } | undefined;

  const accept = (socket: TLSSocket, config: WebConfig): void => {
    const reason = config.tls && refusal(socket, config.tls.clients);
    if (reason !== undefined) {
      log.debug({ peer: socket.remoteAddress, reason }, 'Client turned away');
      socket.destroy();
    } else if (socket.alpnProtocol === 'h2') http2.emit('connection', socket);
    else for (const serve of serveHttp) serve.call(server, socket);
  };

  const create = (config: WebConfig): TlsServer => {
    const ALPNProtocols = config.http2 ? ['h2', 'http/1.1'] : ['http/1.1'];
    const tls = createTlsServer({ ...config.tls?.options, ALPNProtocols });
    tls.on('secureConnection', (socket) => accept(socket, config));
    tls.on('tlsClientError', (error, socket) => {
      log.debug({ peer: socket.remoteAddress, err: error }, 'TLS handshake failed');
      socket.destroy();
    });
    return tls;
  };

  const shakeHands = async (socket: Socket): Promise<void> => {
    const config = await live.refresh();
    if (made?.config !== config) made = { config, tls: create(config) };
    made.tls.emit('connection', socket);
  };

  server.on('connection', (socket) => {
    // HTTP may go on when the other side has said its last; TLS may not.
    socket.allowHalfOpen = false;
    // Until the TLS server has it, nobody else would hear of its failing.
    socket.on('error', () => socket.destroy());
    void shakeHands(socket);
  });
}
