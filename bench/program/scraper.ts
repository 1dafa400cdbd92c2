import { Agent, get, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { BenchError } from '../bench-error.ts';
import { ResponseMeter } from './response-meter.ts';

/** How long one answer may take, in milliseconds. */
const TIMEOUT = 60_000;

/** Bytes that are taken from the connection at once, into the same memory each time. */
const BUFFER = 1024 * 1024;

export type Coding = 'gzip' | 'identity';

export interface Answer {
  readonly status: number;
  /** From the request to the last byte of the answer, in milliseconds. */
  readonly duration: number;
  /** Of the body as it was sent. */
  readonly bytes: number;
}

interface Waiting {
  readonly begin: number;
  readonly meter: ResponseMeter;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Asks one server over connections that are kept, as Prometheus does; one question at a time. */
export class Scraper {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #origin: URL;
  #socket: Socket | undefined;
  #waiting: Waiting | undefined;

  /** @param origin Such as `http://127.0.0.1:9201`. */
  constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  /**
   * Takes the time of one answer, and looks at no byte of its body. It has a connection of its own and no HTTP
   * client: one that hands out each piece of 20 MB takes longer than the server that is measured.
   */
  time(path: string, coding: Coding): Promise<Answer> {
    const { host } = this.#origin;
    return new Promise((resolve, reject) => {
      const socket = this.#connection();
      this.#waiting = { begin: performance.now(), meter: new ResponseMeter(), resolve, reject };
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept-Encoding: ${coding}\r\n\r\n`);
    });
  }

  /** The text of an answer. @throws BenchError where it is not 200. */
  async text(path: string): Promise<string> {
    const response = await this.#ask(path);
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    if (response.statusCode !== 200) throw new BenchError(`${path}: answered with ${response.statusCode}`);
    const body = Buffer.concat(chunks);
    return (response.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
  }

  close(): void {
    this.#agent.destroy();
    this.#socket?.destroy();
  }

  #connection(): Socket {
    if (this.#socket !== undefined && !this.#socket.destroyed) return this.#socket;
    const buffer = Buffer.alloc(BUFFER);
    const socket = connect({
      host: this.#origin.hostname,
      port: Number(this.#origin.port),
      noDelay: true,
      onread: {
        buffer,
        callback: (count) => {
          this.#take(buffer.subarray(0, count));
          return true;
        },
      },
    });
    socket.setTimeout(TIMEOUT, () => socket.destroy(new BenchError('no answer in time')));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new BenchError('the connection was closed before the answer')));
    this.#socket = socket;
    return socket;
  }

  #take(bytes: Buffer): void {
    const waiting = this.#waiting;
    if (waiting === undefined || !waiting.meter.feed(bytes)) return;
    this.#waiting = undefined;
    const { begin, meter, resolve } = waiting;
    resolve({ status: meter.status, duration: performance.now() - begin, bytes: meter.bytes });
  }

  #fail(error: Error): void {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }

  #ask(path: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = { 'accept-encoding': 'gzip' };
      const request = get(new URL(path, this.#origin), { agent: this.#agent, headers, timeout: TIMEOUT });
      request.on('timeout', () => request.destroy(new BenchError(`${path}: no answer in time`)));
      request.on('error', reject);
      request.on('response', resolve);
    });
  }
}
