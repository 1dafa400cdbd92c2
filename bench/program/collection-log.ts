import { createInterface } from 'node:readline';
import { BenchError } from '../bench-error.ts';

/** Reads the exporter's log, as logfmt at the level `debug`, for where it listens and for collections. */
export class CollectionLog {
  readonly listening: Promise<string>;
  #complete = 0;
  readonly #waiting = new Set<{ count: number; resolve: () => void; reject: (error: Error) => void }>();

  /** @param ended How it has ended, once it has. */
  constructor(log: NodeJS.ReadableStream, ended: Promise<number | NodeJS.Signals>) {
    const found = Promise.withResolvers<string>();
    this.listening = found.promise;
    // Whoever waits is told; nobody may be waiting.
    found.promise.catch(() => undefined);
    createInterface(log).on('line', (line) => {
      const address = /\bmsg="Listening on" address=(\S+)/.exec(line)?.[1];
      if (address !== undefined) found.resolve(`http://${address}`);
      if (/\bmsg="(?:First collection|Collection) complete"/.test(line)) this.#count();
    });
    void this.#failWhen(ended, found.reject);
  }

  /** Resolves once `count` collections are complete. @throws BenchError where it ends before that */
  reached(count: number): Promise<void> {
    if (this.#complete >= count) return Promise.resolve();
    return new Promise((resolve, reject) => this.#waiting.add({ count, resolve, reject }));
  }

  async #failWhen(
    ended: Promise<number | NodeJS.Signals>,
    reject: (error: BenchError) => void,
  ): Promise<void> {
    const error = new BenchError(`the exporter has ended with ${await ended}`);
    reject(error);
    for (const waiting of this.#waiting) waiting.reject(error);
  }

  #count(): void {
    this.#complete += 1;
    for (const waiting of this.#waiting) {
      if (waiting.count > this.#complete) continue;
      this.#waiting.delete(waiting);
      waiting.resolve();
    }
  }
}
