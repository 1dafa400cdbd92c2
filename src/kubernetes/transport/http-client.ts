import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ApiClient, ApiResponse } from '../api-client.ts';
import { ApiError } from '../api-error.ts';
import type { Access, Credentials } from '../credentials/access.ts';
import { AgentPool } from './agent-pool.ts';
import { connectionProblem, isTlsRefusal } from './connection-problem.ts';

/**
 * Asks over HTTP/1.1, on connections that are used again. A watch has one of its own: HTTP/2, which puts all on one,
 * takes less memory only from dozens of watches on, and then one connection that hangs silences all of them.
 */
export class HttpClient implements ApiClient {
  readonly server: string;
  readonly #credentials: Credentials;
  readonly #pool = new AgentPool();

  /** @param server for people; where requests go is the credentials' business */
  constructor(server: string, credentials: Credentials) {
    this.server = server;
    this.#credentials = credentials;
  }

  async get(path: string, signal: AbortSignal): Promise<ApiResponse> {
    const access = await abortable(this.#credentials.access(), signal);
    const answer = await this.#send(access, path, signal, true).catch((error: unknown) => {
      if (signal.aborted || error instanceof ApiError) throw error;
      // Such as a header with characters that none can have. The message may repeat them.
      const { code = 'unknown error' } = error as NodeJS.ErrnoException;
      throw new ApiError('api_error', `The API server ${this.server} cannot be asked in this way (${code}).`);
    });
    const status = answer.statusCode ?? 0;
    if (status === 401) this.#credentials.renew(access);
    return {
      status,
      header: (name) => {
        const value = answer.headers[name];
        return Array.isArray(value) ? value.join(', ') : value;
      },
      body: bodyOf(answer, access, signal),
    };
  }

  close(): void {
    this.#pool.close();
    this.#credentials.close();
  }

  async #send(access: Access, path: string, signal: AbortSignal, again: boolean): Promise<IncomingMessage> {
    const agent = this.#pool.agentFor(access);
    const send = access.server.startsWith('http:') ? requestHttp : requestHttps;
    return new Promise((resolve, reject) => {
      let asked: ClientRequest | undefined;
      const abort = (): void => {
        asked?.destroy();
        reject(signal.reason);
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      const done = (): void => signal.removeEventListener('abort', abort);
      asked = send(`${access.server}${path}`, {
        agent,
        headers: {
          ...access.headers,
          accept: 'application/json',
          'accept-encoding': access.compression ? 'gzip' : 'identity',
          'user-agent': 'tls-cert-exporter',
        },
      });
      asked.once('response', (answer) => {
        done();
        resolve(answer);
      });
      asked.on('error', (error: NodeJS.ErrnoException) => {
        done();
        // The server may close an idle connection in the moment in which it is used again.
        if (again && asked?.reusedSocket && isReset(error) && !signal.aborted) {
          resolve(this.#send(access, path, signal, false));
          return;
        }
        if (isTlsRefusal(error)) this.#credentials.renew(access);
        reject(connectionProblem(error, access));
      });
      asked.end();
    });
  }
}

const isReset = ({ code }: NodeJS.ErrnoException): boolean => code === 'ECONNRESET' || code === 'EPIPE';

async function* bodyOf(answer: IncomingMessage, access: Access, signal: AbortSignal): AsyncGenerator<Buffer> {
  const abort = (): void => {
    answer.destroy();
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    signal.throwIfAborted();
    yield* decoded(answer);
  } catch (error) {
    // Also where nothing of it was read yet.
    answer.destroy();
    signal.throwIfAborted();
    throw error instanceof ApiError ? error : connectionProblem(error as NodeJS.ErrnoException, access);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function decoded(answer: IncomingMessage): Readable {
  const encoding = answer.headers['content-encoding'];
  if (encoding === undefined || encoding === 'identity') return answer;
  if (encoding !== 'gzip') {
    answer.destroy();
    throw new ApiError('api_error', 'The API server compresses its answer in a way that was not asked for.');
  }
  const gunzip = createGunzip();
  // A connection that breaks has to break what is decompressed; and who leaves that, leaves the connection.
  answer.on('error', (error) => gunzip.destroy(error));
  gunzip.on('close', () => answer.destroy());
  return answer.pipe(gunzip);
}

/** Waits for `promise`, or rejects with the signal's reason as soon as it is aborted. */
async function abortable<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  return new Promise<Value>((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
