import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';
import { onTestFinished } from 'vitest';
import type { GeneratedCertificate } from '../certificate-factory.ts';
import { aged, type Write } from './aged.ts';

/** Where each server listens, by its fault. */
export type Ports = Readonly<
  Record<'fine' | 'expired' | 'refusing' | 'flapping' | 'silent' | 'old' | 'chain', number>
>;

export interface FaultyServers {
  readonly ports: Ports;
  /** As they are written into the configuration. */
  readonly targets: readonly object[];
  /** The time that the target `silent` has, so that no test sees its end. */
  readonly patience: { readonly timeout: string };
  /** The issuer of what they serve, in PEM. */
  readonly root: string;
  readonly mend: () => void;
  /** Mends the one that fails now and then. */
  readonly steady: () => void;
}

const CA = aged('Issuing CA', 1000, 3650, { isAuthority: true });
const served = (subject: string, left: number, life: number, issuer = CA): GeneratedCertificate =>
  aged(subject, left, life, { issuer, sans: ['DNS:localhost'] });

/** Servers, each with one fault of its own. */
export async function faultyServers(write: Write): Promise<FaultyServers> {
  const [fine, old] = [served('served fine', 60, 90), served('served old', 60, 90)];
  const short = aged('Short CA', 30, 3650, { isAuthority: true, issuer: CA });
  const expired = serving(served('served expired', -1, 90));
  const chain = serving(served('served longer than its CA', 300, 398, short), short);
  const behind = serving(served('served after all', 60, 90));
  const refusing = faulty(behind, (socket) => socket.destroy());
  const silent = faulty(behind, () => undefined);
  let connections = 0;
  const flapping = faulty(behind, (socket, answer) => {
    connections += 1;
    if (connections % 2 === 0) socket.destroy();
    else answer();
  });
  const ports = {
    fine: await listen(serving(fine)),
    expired: await listen(expired),
    refusing: await listen(refusing.server),
    flapping: await listen(flapping.server),
    silent: await listen(silent.server),
    old: await listen(serving(old)),
    chain: await listen(chain),
  };
  const target = (port: number, own: object = {}): object => ({ target: `localhost:${port}`, ...own });
  return {
    ports,
    targets: [
      target(ports.fine, { stored: write('stored/fine.crt', fine.pem) }),
      target(ports.expired),
      target(ports.refusing),
      target(ports.flapping),
      target(ports.silent, { module: 'patient' }),
      target(ports.old, { stored: write('stored/new.crt', served('served new', 80, 90).pem) }),
      target(ports.chain),
    ],
    patience: { timeout: '10m' },
    root: CA.pem,
    steady: flapping.mend,
    mend: () => {
      refusing.mend();
      silent.mend();
      expired.setSecureContext(contextOf(served('served expired', 90, 90)));
      chain.setSecureContext(contextOf(served('served longer than its CA', 300, 398)));
      write('stored/new.crt', old.pem);
    },
  };
}

/**
 * A server that does something else to a connection than to answer, until it is mended: then what it still has is
 * answered, and what comes.
 */
function faulty(
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

const contextOf = (...chain: readonly GeneratedCertificate[]) => ({
  key: chain[0]?.privateKeyPem,
  cert: chain.map(({ pem }) => pem).join(''),
});

function serving(...chain: readonly GeneratedCertificate[]): TlsServer {
  const server = createTlsServer(contextOf(...chain), (socket) =>
    socket.on('error', () => undefined).resume(),
  );
  return server.on('tlsClientError', () => undefined);
}

async function listen(server: Server): Promise<number> {
  server.on('connection', (socket) => socket.on('error', () => undefined));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
