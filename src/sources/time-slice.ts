import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of synchronous work after which others get their turn. */
const SLICE = 8;

/**
 * Lets synchronous file calls, the fastest kind, give way to the rest of the program: whoever loops over many asks
 * `due()` each time and awaits `pause()` when it says so.
 */
export class TimeSlice {
  readonly #signal: AbortSignal;
  #end = performance.now() + SLICE;
  #calls = 0;

  readonly #onPause: (() => void) | undefined;

  /** `onPause` is called at each pause, as a sign of life. */
  constructor(signal: AbortSignal, onPause?: () => void) {
    this.#signal = signal;
    this.#onPause = onPause;
  }

  /** Looks at the clock at every eighth call only: a file call is at least as long as asking. */
  due(): boolean {
    return (++this.#calls & 7) === 0 && performance.now() > this.#end;
  }

  /** The same for work of which a single part may take long: looks at the clock each time. */
  over(): boolean {
    return performance.now() > this.#end;
  }

  /** Gives way once. Rejects with the signal's reason when it is aborted. */
  async pause(): Promise<void> {
    this.#onPause?.();
    await nextTurn();
    this.#signal.throwIfAborted();
    this.#end = performance.now() + SLICE;
  }
}
