/**
 * A limit for what comes from a connection. libuv runs the timers that are due before it reads: where the event loop
 * was held up, what has come in time is read first, and the limit counts after that.
 */
export class LateTimer {
  readonly #timer: NodeJS.Timeout;
  #turn: NodeJS.Immediate | undefined;

  constructor(milliseconds: number, run: () => void) {
    this.#timer = setTimeout(() => {
      this.#turn = setImmediate(run);
    }, milliseconds);
  }

  /** Leaves nothing behind, and runs nothing any more. */
  close(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#turn);
  }
}
