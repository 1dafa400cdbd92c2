import { LateTimer } from './late-timer.ts';

/**
 * One absolute end for all phases of a dial. Its signal aborts when the time is over, and at once when the caller
 * calls the dial off; `over` tells the one from the other.
 */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #timer: LateTimer;
  readonly #calledOff: AbortSignal;
  readonly #abort: () => void;

  constructor(seconds: number, calledOff: AbortSignal) {
    const controller = new AbortController();
    this.signal = controller.signal;
    this.#calledOff = calledOff;
    this.#abort = () => controller.abort(calledOff.reason);
    const pass = (): void => controller.abort(new Error('The deadline has passed.'));
    this.#timer = new LateTimer(seconds * 1000, pass);
    if (calledOff.aborted) this.#abort();
    else calledOff.addEventListener('abort', this.#abort, { once: true });
  }

  /** True when the time is over, and nobody called the dial off. */
  get over(): boolean {
    return this.signal.aborted && !this.#calledOff.aborted;
  }

  /** Leaves no timer and no listener. */
  close(): void {
    this.#timer.close();
    this.#calledOff.removeEventListener('abort', this.#abort);
  }
}
