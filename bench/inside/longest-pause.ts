/** Looks once a millisecond, and remembers by how much it was late at the worst. */
export class LongestPause {
  #milliseconds = 0;

  constructor() {
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      this.#milliseconds = Math.max(this.#milliseconds, now - last - 1);
      last = now;
    }, 1).unref();
  }

  /** Milliseconds, since the beginning or the last `begin`. */
  get milliseconds(): number {
    return this.#milliseconds;
  }

  /** Forgets what was before. */
  begin(): void {
    this.#milliseconds = 0;
  }
}
