import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyServerFactory } from 'fastify';
import type { Logger } from '../log/logger.ts';
import { BcryptPool } from './access/bcrypt-pool.ts';
import { connectionLimit } from './connection-limit.ts';
import { Connections, HTTP_OPTIONS } from './connections.ts';
import { formatListenAddress, type ListenAddress } from './listen-address.ts';
import { ListenError } from './listen-error.ts';
import { putTlsInFront } from './tls-front.ts';
import type { LiveWebConfig } from './web-config/live.ts';

export interface ServerOptions {
  /** At least one. */
  readonly addresses: readonly ListenAddress[];
  readonly log: Logger;
  /** The `--web.config.file`, loaded. */
  readonly webConfig?: LiveWebConfig;
  /** How many connections each server holds at once; those beyond are closed. By default what is reasonable here. */
  readonly maxConnections?: number;
}

/** What stands before the routes of an app: TLS, who is let in, and the log. */
export interface Front {
  readonly log: Logger;
  /** Undefined for plain HTTP without authentication. */
  readonly webConfig: LiveWebConfig | undefined;
  readonly passwords: BcryptPool;
  readonly serverFactory: FastifyServerFactory;
}

/** Makes the routes, with the guard before them; it does not listen. */
export type MakeApp = (front: Front) => FastifyInstance;

/** Servers that listen. */
export interface RunningServers {
  /** Where each listens really, with the port that was found for 0, in the order of the options. */
  readonly addresses: readonly ListenAddress[];
  /** `http` or `https`. */
  readonly scheme: 'http' | 'https';
  /**
   * Accepts nothing more, lets what is under way be finished, and ends what is not finished after `grace`
   * milliseconds.
   */
  close(grace: number): Promise<void>;
}

/**
 * Serves the routes on every address, each with a server and an app of its own. If one cannot be listened on, none is.
 *
 * @throws ListenError
 */
export async function startServers(makeApp: MakeApp, options: ServerOptions): Promise<RunningServers> {
  const passwords = new BcryptPool();
  const servers: OneServer[] = [];
  const close = async (grace: number): Promise<void> => {
    await Promise.all(servers.map((server) => server.close(grace)));
    await passwords.close();
  };
  const scheme = options.webConfig?.current.tls === undefined ? 'http' : 'https';
  try {
    for (const address of options.addresses) {
      servers.push(await startServer(makeApp, address, options, passwords));
    }
  } catch (error) {
    await close(0);
    throw error;
  }
  const addresses = servers.map(({ address }) => address);
  for (const address of addresses) {
    options.log.info({ address: formatListenAddress(address), tls: scheme === 'https' }, 'Listening on');
  }
  return { addresses, scheme, close };
}

interface OneServer {
  readonly address: ListenAddress;
  close(grace: number): Promise<void>;
}

async function startServer(
  makeApp: MakeApp,
  address: ListenAddress,
  { addresses, log, webConfig, maxConnections = connectionLimit(addresses.length) }: ServerOptions,
  passwords: BcryptPool,
): Promise<OneServer> {
  let handler: RequestListener = () => undefined;
  const server = createServer(HTTP_OPTIONS, (request, response) => handler(request, response));
  server.maxConnections = maxConnections;
  let http2: Http2Server | undefined;
  if (webConfig?.current.tls !== undefined) {
    // HTTP/2 requests have the same shape as far as the routes use them, and are served by the same handler.
    http2 = createHttp2Server((request, response) => handler(request as never, response as never));
    putTlsInFront(server, http2, webConfig, log);
  }
  const connections = new Connections(server, http2);
  const serverFactory = (handle: RequestListener): Server => {
    handler = handle;
    return server;
  };
  const app = makeApp({ log, webConfig, passwords, serverFactory });
  await app.ready();
  const { address: host, port } = await listen(server, address);
  // Such as a connection that could not be accepted for want of descriptors: no reason to end.
  server.on('error', (error) => log.warn({ err: error }, 'Server error'));
  return {
    address: { host: address.fd === undefined ? address.host : host, port },
    async close(grace) {
      await connections.close(grace);
      await app.close();
    },
  };
}

function listen(server: Server, address: ListenAddress): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new ListenError(address, cause)));
    const { host, port, fd } = address;
    const where = fd === undefined ? { port, ...(host !== undefined && { host }) } : { fd };
    server.listen(where, () => {
      const bound = server.address();
      if (typeof bound === 'object' && bound !== null) resolve(bound);
      else reject(new ListenError(address, new Error('it is no socket of TCP')));
    });
  });
}
