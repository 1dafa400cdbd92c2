import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { GeneratedCertificate } from '../certificate-factory.ts';
import { aged } from './aged.ts';

/** The issuer of what is served, unless said otherwise. */
export const CA = aged('Issuing CA', 1000, 3650, { isAuthority: true });

/** A certificate for localhost, with so many days left of a life of so many. */
export const served = (subject: string, left: number, life: number, issuer = CA): GeneratedCertificate =>
  aged(subject, left, life, { issuer, sans: ['DNS:localhost'] });

/**
 * A server that does something else to a connection than to answer, until it is mended: then what it still has is
 * answered, and what comes.
 */
export function faulty(
  behind: TlsServer,
  fault: (socket: Socket, answer: () => void) => void,
): { readonly server: Server; readonly mend: () => void } {
  const held = new Set<Socket>();
  let isMended = false;
  const server = createServer((socket) => {
    const answer = (): void => {
      held.delete(socket);
      behind.emit('connection', socket);
    };
    held.add(socket.once('close', () => held.delete(socket)));
    if (isMended) answer();
    else fault(socket, answer);
  });
  const mend = (): void => {
    isMended = true;
    for (const socket of held) behind.emit('connection', socket);
  };
  return { server, mend };
}

/** What a server serves: its certificate, and what it sends along. */
export const contextOf = (...chain: readonly GeneratedCertificate[]) => ({
  key: chain[0]?.privateKeyPem,
  cert: chain.map(({ pem }) => pem).join(''),
});

/** A server of TLS with these certificates, which says nothing more. */
export function serving(...chain: readonly GeneratedCertificate[]): TlsServer {
  const server = createTlsServer(contextOf(...chain), (socket) =>
    socket.on('error', () => undefined).resume(),
  );
  return server.on('tlsClientError', () => undefined);
}

/** Listens on localhost until the test ends; the port. */
export async function listen(server: Server): Promise<number> {
  server.on('connection', (socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
