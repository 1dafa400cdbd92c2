import { setImmediate as nextTurn } from 'node:timers/promises';

/** How long a slice of work may hold the event loop, in milliseconds. */
const SLICE_MILLISECONDS = 8;

/** Cuts long work into slices between which the event loop turns. */
export class Slices {
  readonly #now: () => number;
  #end: number;

  /** `now` gives milliseconds from any origin. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#end = now() + SLICE_MILLISECONDS;
  }

  /** Whether it is time to give way. */
  get over(): boolean {
    return this.#now() >= this.#end;
  }

  /** Lets `other` be done, or everything else that waits have its turn, and begins the next slice. */
  async giveWay<T>(other: Promise<T>): Promise<T>;
  async giveWay(): Promise<void>;
  async giveWay(other: Promise<unknown> = nextTurn()): Promise<unknown> {
    const result = await other;
    this.#end = this.#now() + SLICE_MILLISECONDS;
    return result;
  }
}
