/** What a robot takes: 20 messages a minute. After one more it takes none for ten minutes. */
const MESSAGES = 20;
const WINDOW_MILLISECONDS = 60_000;

/** Counts the posts of the last minute, so that the robot never has a reason to shut itself off. */
export class SendWindow {
  readonly #clock: () => number;
  #times: number[] = [];
  #closedUntil = Number.NEGATIVE_INFINITY;

  /** `clock` gives milliseconds that only grow. */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Whether one more may be posted now; if so it is counted. */
  take(): boolean {
    const now = this.#clock();
    if (now < this.#closedUntil) return false;
    this.#times = this.#times.filter((time) => now - time < WINDOW_MILLISECONDS);
    if (this.#times.length >= MESSAGES) return false;
    this.#times.push(now);
    return true;
  }

  /** For a minute nothing is posted: the robot has said that it gets too many. */
  close(): void {
    this.#closedUntil = this.#clock() + WINDOW_MILLISECONDS;
  }
}
