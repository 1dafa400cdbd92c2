/** The first wait, before chance is applied. */
const FIRST_MS = 1000;
/** No wait is planned longer than this. */
const LONGEST_MS = 60_000;

/**
 * How long to wait after a failure: 1 s, 2 s, 4 s and so on up to a minute, each spread by chance from half to one and
 * a half of that, so that many clients do not come back to a restarted server at the same moment.
 */
export class BackOff {
  readonly #random: () => number;
  #failures = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Failures since the last success. */
  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds to wait after one more failure. */
  next(): number {
    const planned = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.#failures++, 10));
    return this.spread(planned);
  }

  /** A time of about so many milliseconds. */
  spread(milliseconds: number): number {
    return milliseconds * (0.5 + this.#random());
  }

  succeeded(): void {
    this.#failures = 0;
  }
}
