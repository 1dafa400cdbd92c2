/** Timers that stand still until a test moves them on. */
export class FakeTimers {
  #now = 0;
  readonly #calls = new Map<number, { readonly at: number; readonly call: () => void }>();
  #last = 0;

  readonly monotonic = (): number => this.#now;
  /** Right in the middle: no jitter. */
  random = (): number => 0.5;

  readonly after = (milliseconds: number, call: () => void): (() => void) => {
    const id = ++this.#last;
    this.#calls.set(id, { at: this.#now + milliseconds, call });
    return () => this.#calls.delete(id);
  };

  /** How many calls are still to come. */
  get pending(): number {
    return this.#calls.size;
  }

  /** Moves the time on, call by call, with a turn of the event loop after each. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await turn();
    for (;;) {
      const [first] = [...this.#calls].toSorted(([a, one], [b, other]) => one.at - other.at || a - b);
      if (first === undefined || first[1].at > end) break;
      this.#calls.delete(first[0]);
      this.#now = Math.max(this.#now, first[1].at);
      first[1].call();
      await turn();
    }
    this.#now = end;
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
