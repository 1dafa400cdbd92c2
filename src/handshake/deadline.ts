/**
 * One absolute end for all phases of a dial. Its signal aborts when the time is over, and at once when the caller
 * calls the dial off; `over` tells the one from the other.
 */
export class Deadline {
  readonly signal: AbortSignal;
  readonly #timer: NodeJS.Timeout;
  readonly #calledOff: AbortSignal;
  readonly #abort: () => void;

  constructor(seconds: number, calledOff: AbortSignal) {
    const controller = new AbortController();
    this.signal = controller.signal;
    this.#calledOff = calledOff;
    this.#abort = () => controller.abort(calledOff.reason);
    this.#timer = setTimeout(() => controller.abort(new Error('The deadline has passed.')), seconds * 1000);
    if (calledOff.aborted) this.#abort();
    else calledOff.addEventListener('abort', this.#abort, { once: true });
  }

  /** True when the time is over, and nobody called the dial off. */
  get over(): boolean {
    return this.signal.aborted && !this.#calledOff.aborted;
  }

  /** Leaves no timer and no listener. */
  close(): void {
    clearTimeout(this.#timer);
    this.#calledOff.removeEventListener('abort', this.#abort);
  }
}
