import type { Server, ServerOptions } from 'node:http';
import type { Http2Server, ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';

export const HTTP_OPTIONS: ServerOptions = {
  // A client that takes longer than this to send a request is cut off; in milliseconds, like the others.
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the interval of most scrapes, so that a connection serves many of them.
  keepAliveTimeout: 75_000,
};

/** After so long without a byte in either direction a connection is cut off, in milliseconds. */
const INACTIVITY_MILLISECONDS = 120_000;

/**
 * The connections of a server, for ending them in an orderly way. To be made once TLS is in front of it, so that it
 * knows connections from their first byte on.
 */
export class Connections {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #sessions = new Set<ServerHttp2Session>();
  #closing = false;

  constructor(server: Server, http2: Http2Server | undefined) {
    this.#server = server;
    server.setTimeout(INACTIVITY_MILLISECONDS);
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    server.prependListener('request', (_, response) => {
      if (this.#closing) response.setHeader('connection', 'close');
      response.on('close', () => {
        if (this.#closing) server.closeIdleConnections();
      });
    });
    http2?.on('session', (session) => {
      this.#sessions.add(session);
      session.on('close', () => this.#sessions.delete(session));
      session.setTimeout(INACTIVITY_MILLISECONDS, () => session.destroy());
      if (this.#closing) session.close();
    });
  }

  /**
   * Accepts no more connections, ends those that are idle at once and the others with the answer that is under
   * way, and after `grace` milliseconds whatever is left, a handshake that does not come to its end included.
   */
  async close(grace: number): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const session of this.#sessions) session.close();
    this.#server.closeIdleConnections();
    const deadline = setTimeout(() => {
      for (const session of this.#sessions) session.destroy();
      for (const socket of this.#sockets) socket.destroy();
    }, grace);
    await closed;
    clearTimeout(deadline);
  }
}
