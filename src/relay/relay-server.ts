import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectionLimit } from '../http/connection-limit.ts';
import { Connections, HTTP_OPTIONS } from '../http/connections.ts';
import { formatListenAddress, type ListenAddress } from '../http/listen-address.ts';
import { ListenError } from '../http/listen-error.ts';
import { createRelayApp, type RelayServices } from './relay-app.ts';

export interface RelayServer {
  /** Where it listens really, with the port that was found for 0. */
  readonly address: ListenAddress;
  /** Accepts nothing more and lets what is under way be finished, for at most `grace` milliseconds. */
  close(grace: number): Promise<void>;
}

/** Serves the relay on one of `servers` addresses. @throws ListenError */
export async function startRelayServer(
  address: ListenAddress,
  services: RelayServices,
  servers = 1,
): Promise<RelayServer> {
  let handler: RequestListener = () => undefined;
  const server = createServer(HTTP_OPTIONS, (request, response) => handler(request, response));
  server.maxConnections = connectionLimit(servers);
  const connections = new Connections(server, undefined);
  const app = createRelayApp(services, (handle) => {
    handler = handle;
    return server;
  });
  await app.ready();
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new ListenError(address, cause)));
    server.listen({ port: address.port, ...(address.host !== undefined && { host: address.host }) }, resolve);
  });
  server.on('error', (error) => services.log.warn({ err: error }, 'Server error'));
  const bound = { host: address.host, port: (server.address() as AddressInfo).port };
  services.log.info({ address: formatListenAddress(bound) }, 'Listening on');
  return {
    address: bound,
    async close(grace) {
      await connections.close(grace);
      await app.close();
    },
  };
}
