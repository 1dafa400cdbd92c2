/**
 * Lets so many of the files that the configuration names be read at once. libuv's pool has four threads, and a read from
 * a dead network mount never gives its own back: two are left for everything else.
 */
export class ReadingTurns {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #busy = 0;

  constructor(most = 2) {
    this.#most = most;
  }

  /** Does the work when it is its turn, which may be never. Rejects as the work does. */
  async take<Value>(work: () => Promise<Value>): Promise<Value> {
    if (this.#busy >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#busy++;
    try {
      return await work();
    } finally {
      // Whoever waits takes over the place.
      const next = this.#waiting.shift();
      if (next === undefined) this.#busy--;
      else next();
    }
  }
}
