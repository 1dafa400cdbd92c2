import type { Server, ServerOptions } from 'node:http';
import type { Http2Server, ServerHttp2Session } from 'node:http2';

/** A client that takes longer than this to send a request is cut off; in milliseconds. */
export const HTTP_OPTIONS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  // Longer than the interval of most scrapes, so that a connection serves many of them.
  keepAliveTimeout: 75_000,
};

/** After so long without a byte in either direction a connection is cut off, in milliseconds. */
export const INACTIVITY_MILLISECONDS = 120_000;

/** Ends a server's connections in an orderly way. */
export class Connections {
  readonly #server: Server;
  readonly #http2: Http2Server;
  readonly #sessions = new Set<ServerHttp2Session>();
  #closing = false;

  constructor(server: Server, http2: Http2Server) {
    this.#server = server;
    this.#http2 = http2;
    server.setTimeout(INACTIVITY_MILLISECONDS);
    server.prependListener('request', (_, response) => {
      if (this.#closing) response.setHeader('connection', 'close');
      response.on('close', () => {
        if (this.#closing) server.closeIdleConnections();
      });
    });
    http2.on('session', (session) => {
      this.#sessions.add(session);
      session.on('close', () => this.#sessions.delete(session));
      session.setTimeout(INACTIVITY_MILLISECONDS, () => session.destroy());
      if (this.#closing) session.close();
    });
  }

  /**
   * Accepts no more connections, ends those that are idle at once and the others with the answer that is under
   * way, and after `grace` milliseconds whatever is left.
   */
  async close(grace: number): Promise<void> {
    this.#closing = true;
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const session of this.#sessions) session.close();
    this.#server.closeIdleConnections();
    const deadline = setTimeout(() => {
      this.#server.closeAllConnections();
      for (const session of this.#sessions) session.destroy();
    }, grace);
    await closed;
    clearTimeout(deadline);
    this.#http2.removeAllListeners();
  }
}
