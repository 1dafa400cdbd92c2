import { Agent, get, type IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { BenchError } from '../bench-error.ts';

/** How long one answer may take, in milliseconds. */
const TIMEOUT = 60_000;

export type Coding = 'gzip' | 'identity';

export interface Answer {
  readonly status: number;
  /** From the request to the last byte of the answer, in milliseconds. */
  readonly duration: number;
  /** Of the body as it was sent. */
  readonly bytes: number;
}

/** Asks one server over one connection that is kept, as Prometheus does. */
export class Scraper {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #origin: string;

  /** @param origin Such as `http://127.0.0.1:9201`. */
  constructor(origin: string) {
    this.#origin = origin;
  }

  /** Takes the time of one answer, and looks at no byte of it. */
  async time(path: string, coding: Coding): Promise<Answer> {
    const begin = performance.now();
    const response = await this.#ask(path, coding);
    let bytes = 0;
    for await (const chunk of response) bytes += (chunk as Buffer).length;
    return { status: response.statusCode ?? 0, duration: performance.now() - begin, bytes };
  }

  /** The text of an answer. @throws BenchError where it is not 200. */
  async text(path: string): Promise<string> {
    const response = await this.#ask(path, 'gzip');
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    if (response.statusCode !== 200) throw new BenchError(`${path}: answered with ${response.statusCode}`);
    const body = Buffer.concat(chunks);
    return (response.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  }

  close(): void {
    this.#agent.destroy();
  }

  #ask(path: string, coding: Coding): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { 'accept-encoding': coding };
      const request = get(`${this.#origin}${path}`, { agent: this.#agent, headers, timeout: TIMEOUT });
      request.on('timeout', () => request.destroy(new BenchError(`${path}: no answer in time`)));
      request.on('error', reject);
      request.on('response', resolve);
    });
  }
}
