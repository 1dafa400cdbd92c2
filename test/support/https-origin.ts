import { writeFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { onTestFinished } from 'vitest';
import { type Chain, createChain } from './certificate-factory.ts';
import { temporaryFolder } from './temporary-folder.ts';

export interface HttpsOrigin {
  /** `https://localhost:PORT`. */
  readonly url: string;
  readonly port: number;
  /** The root that its certificate is by, as a PEM file. */
  readonly caFile: string;
  /** What was asked for, in order. */
  readonly asked: readonly IncomingMessage[];
  /** Connections that are open. */
  readonly sockets: ReadonlySet<Socket>;
}

let usual: Chain | undefined;

/** A real HTTPS server for `localhost` on a free port; gone when the test that asks for it ends. */
export async function httpsOrigin(
  answer: RequestListener,
  chain: Chain = (usual ??=
    createChain({ sans: ['DNS:localhost'] })),
  options: TlsOptions = {},
): Promise<HttpsOrigin> {
  const asked: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  const server = createServer(
    { key: chain.leaf.privateKeyPem, cert: chain.leaf.pem + chain.intermediate.pem, ...options },
    (request, response) => {
      asked.push(request);
      response.on('error', () => {});
      answer(request, response);
    },
  );
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('tlsClientError', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });
  const caFile = join(temporaryFolder(), 'ca.pem');
  writeFileSync(caFile, chain.root.pem);
  const { port } = server.address() as AddressInfo;
  return { url: `https://localhost:${port}`, port, caFile, asked, sockets };
}
