import { connect, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer, type TLSSocket, type TlsOptions } from 'node:tls';
import { type Chain, createChain } from './certificate-factory.ts';

export interface TestServer extends AsyncDisposable {
  readonly port: number;
}

export interface TlsServerOptions extends TlsOptions {
  /** Whose leaf and intermediate are served. Default: a chain of its own. */
  readonly chain?: Chain;
  /** DER of the OCSP response that is stapled. */
  readonly staple?: Buffer;
  readonly host?: string;
  /** Default: a free one. */
  readonly port?: number;
  /** What is done with a connection once it is secure. Default: it is read from, and otherwise left alone. */
  readonly serve?: (socket: TLSSocket) => void;
}

let usual: Chain | undefined;

/** The chain that servers have where a test does not care. */
export function usualChain(): Chain {
  usual ??= createChain();
  return usual;
}

/** A real TLS server on a free port of the loopback interface, with a sound certificate unless told otherwise. */
export async function tlsServer(options: TlsServerOptions = {}): Promise<TestServer> {
  const { chain = usualChain(), staple, host, port, serve, ...tls } = options;
  const server = createServer(
    { key: chain.leaf.privateKeyPem, cert: chain.leaf.pem + chain.intermediate.pem, ...tls },
    serve ?? ((socket) => socket.resume()),
  );
  server.on('tlsClientError', () => {});
  server.on('secureConnection', (socket) => socket.on('error', () => {}));
  if (staple !== undefined) server.on('OCSPRequest', (_certificate, _issuer, answer) => answer(null, staple));
  return listening(server, host, port);
}

/** Passes bytes on from a server to a client, perhaps not as they came. */
export type Meddler = (bytes: Buffer, client: Socket) => void;

/** Sits between clients and the server at `port`, and hands what the server says to a meddler, one a connection. */
export async function relay(port: number, meddler: () => Meddler): Promise<TestServer> {
  const server = createTcpServer({ noDelay: true }, (client) => {
    const upstream = connect({ port, host: '127.0.0.1', noDelay: true });
    const meddle = meddler();
    for (const socket of [client, upstream]) socket.on('error', () => {});
    client.pipe(upstream);
    upstream.on('data', (bytes) => meddle(bytes, client));
    client.on('close', () => upstream.destroy());
  });
  return listening(server);
}

/** Passes the first `count` bytes on, and then nothing any more. */
export function first(count: number): () => Meddler {
  return () => {
    let left = count;
    return (bytes, client) => {
      if (left > 0) client.write(bytes.subarray(0, left));
      left -= bytes.length;
    };
  };
}

/** Passes every byte on in a segment of its own. */
export function dripping(): Meddler {
  let last: Promise<unknown> = Promise.resolve();
  return (bytes, client) => {
    for (const byte of bytes) {
      last = last.then(() => new Promise((resolve) => client.write(Buffer.of(byte), resolve)));
    }
  };
}

async function listening(server: Server, host = '127.0.0.1', port = 0): Promise<TestServer> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    port: address.port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
