import { setImmediate as immediate } from 'node:timers/promises';

/** Milliseconds that a slice of work may take before others have their turn. */
const SLICE = 10;

/** Lets the event loop turn whenever a slice of work is used up: bundles are read with synchronous calls. */
export class Turns {
  #since = performance.now();

  /** To be called between two pieces of work. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#since < SLICE) return;
    await immediate();
    this.#since = performance.now();
  }
}
