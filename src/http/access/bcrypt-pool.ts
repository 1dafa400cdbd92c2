import type { Worker } from 'node:worker_threads';
import { type Comparison, type ComparisonResult, startBcryptWorker } from './bcrypt-worker.ts';

/** How many comparisons may wait. Whoever comes when so many wait is told to come again later. */
export const MAX_WAITING = 32;

/** After so long without work the thread and its memory are given back, in milliseconds. */
const IDLE_MILLISECONDS = 30_000;

interface Waiting {
  resolve(same: boolean): void;
  reject(error: Error): void;
}

/** Compares passwords with bcrypt hashes, one at a time, in a thread that exists only while it is needed. */
export class BcryptPool {
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #lastId = 0;
  #idle: NodeJS.Timeout | undefined;

  get busy(): boolean {
    return this.#waiting.size >= MAX_WAITING;
  }

  /** Rejects when the thread fails, which only a bug or a lack of memory can bring about. */
  compare(password: string, hash: string): Promise<boolean> {
    clearTimeout(this.#idle);
    const worker = (this.#worker ??= this.#start());
    const comparison: Comparison = { id: (this.#lastId += 1), password, hash };
    return new Promise((resolve, reject) => {
      this.#waiting.set(comparison.id, { resolve, reject });
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(comparison);
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = startBcryptWorker();
    worker.on('message', ({ id, same }: ComparisonResult) => {
      this.#waiting.get(id)?.resolve(same);
      this.#waiting.delete(id);
      if (this.#waiting.size === 0) {
        this.#idle = setTimeout(() => void worker.terminate(), IDLE_MILLISECONDS).unref();
      }
    });
    worker.on('error', (error) =>
      this.#fail(worker, error instanceof Error ? error : new Error(String(error))),
    );
    worker.on('exit', () => this.#fail(worker, new Error('the thread that compares passwords has ended')));
    // Waiting for a password must not keep the process from ending.
    worker.unref();
    return worker;
  }

  #fail(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    for (const waiting of this.#waiting.values()) waiting.reject(error);
    this.#waiting.clear();
  }
}
