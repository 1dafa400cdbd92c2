import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { authority, server as serverCertificate } from '../pki.ts';

/** A request that a test answers, as it likes. */
export class Question {
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly #answer: ServerResponse;
  /** Fulfilled when the client has given the request up, or the answer is over. */
  readonly over: Promise<unknown>;

  constructor(request: IncomingMessage, answer: ServerResponse) {
    this.url = new URL(request.url ?? '', 'https://server');
    this.headers = request.headers;
    this.#answer = answer;
    this.over = once(answer, 'close');
  }

  parameter(name: string): string | null {
    return this.url.searchParams.get(name);
  }

  /** Answers with JSON, or with text as it is. */
  answer(status: number, body: unknown, headers: Record<string, string> = {}): void {
    this.#answer.writeHead(status, { 'content-type': 'application/json', ...headers });
    this.#answer.end(typeof body === 'string' ? body : JSON.stringify(body));
  }

  /** Answers with a page of a list. */
  list(objects: readonly unknown[], version = '1', token?: string): void {
    this.answer(200, page(objects, version, token));
  }

  /** The same, compressed. */
  gzippedList(objects: readonly unknown[], version = '1'): void {
    this.#answer.writeHead(200, { 'content-encoding': 'gzip' });
    this.#answer.end(gzipSync(JSON.stringify(page(objects, version))));
  }

  /** Answers with a Status. */
  refuse(code: number, message = '', more: object = {}, headers: Record<string, string> = {}): void {
    this.answer(
      code,
      { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code, ...more },
      headers,
    );
  }

  /** Begins to answer, with what `send` sends then. */
  open(headers: Record<string, string> = {}, status = 200): void {
    this.#answer.writeHead(status, { 'content-type': 'application/json', ...headers });
    this.#answer.flushHeaders();
  }

  /** Sends a piece of the answer, and waits until it is on its way. */
  async send(piece: string | Buffer): Promise<void> {
    await new Promise<void>((resolve) => this.#answer.write(piece, () => resolve()));
  }

  /** Sends a whole event of a watch. */
  async event(type: string, object: unknown): Promise<void> {
    await this.send(`${JSON.stringify({ type, object })}\n`);
  }

  /** Ends the answer in good order. */
  end(): void {
    this.#answer.end();
  }

  /** Tears the connection down. */
  reset(): void {
    this.#answer.socket?.destroy();
  }
}

const page = (items: readonly unknown[], resourceVersion: string, token?: string): unknown => ({
  kind: 'SecretList',
  apiVersion: 'v1',
  metadata: { resourceVersion, ...(token === undefined ? {} : { continue: token }) },
  items,
});

/** A server whose answers a test gives, one by one, to show faults that a real API server cannot be made to show. */
export interface ScriptedApiServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Its authority in PEM. */
  readonly authority: string;
  /** The next request, once it is there. */
  next(): Promise<Question>;
  /** How many requests wait for `next`. */
  readonly waiting: number;
  /** Connections that were made so far. */
  readonly connections: number;
}

const root = authority('Scripted cluster CA');
const leaf = serverCertificate({ subject: 'scripted', issuer: root, sans: ['IP:127.0.0.1', 'DNS:api.test'] });

/** Listens with TLS on a port of the loopback interface, a free one unless told. */
export async function scriptedApiServer(port = 0): Promise<ScriptedApiServer> {
  const questions: Question[] = [];
  const wanting: ((question: Question) => void)[] = [];
  const sockets = new Set<Duplex>();
  let connections = 0;
  const server = createServer({ key: leaf.privateKeyPem, cert: leaf.pem }, (request, answer) => {
    const question = new Question(request, answer);
    const want = wanting.shift();
    if (want === undefined) questions.push(question);
    else want(question);
  });
  server.on('tlsClientError', () => {});
  server.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return {
    port: address.port,
    url: `https://127.0.0.1:${address.port}`,
    authority: root.pem,
    next: async () => {
      const question = questions.shift();
      return question ?? new Promise((resolve) => wanting.push(resolve));
    },
    get waiting() {
      return questions.length;
    },
    get connections() {
      return connections;
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
