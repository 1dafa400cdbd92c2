import { RefusedError } from './answer/refused-error.ts';
import type { ApiError } from './api-error.ts';
import { BackOff } from './back-off.ts';
import type { Clock } from './clock.ts';
import type { FollowProblem, FollowState } from './following.ts';

/** How often is asked for what is forbidden or not there: somebody has to do something first. */
const SLOW_MS = 60_000;
/** What a server may ask to wait at most. */
const MOST_RETRY_AFTER_MS = 600_000;
/** So many failures in a row of a kind that is ordinary now and then are no problem yet. */
const ORDINARY_FAILURES = 2;

/** How following goes: what the last answers were, and how long to wait after a bad one. */
export class Health {
  readonly #clock: Clock;
  readonly #backOff: BackOff;
  #up = false;
  #problem: FollowProblem | undefined;
  #lastContact: number | undefined;
  #unauthorized = false;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#backOff = new BackOff(clock.random);
  }

  get state(): Omit<FollowState, 'synced'> {
    return { up: this.#up, problem: this.#problem, lastContact: this.#lastContact };
  }

  /** Something came from the server. */
  heard(): void {
    this.#lastContact = this.#clock.now();
  }

  /** A request was answered as it should be. */
  answered(): void {
    this.#up = true;
    this.#problem = undefined;
    this.#unauthorized = false;
  }

  /** A watch has done what it is for: the next failure is the first one again. */
  succeeded(): void {
    this.#backOff.succeeded();
  }

  /**
   * A request came to nothing.
   * @param watching whether it was a watch that had begun: those break now and then, and the next request shows
   * whether that means anything
   * @returns milliseconds to wait
   */
  failed(error: ApiError, watching: boolean): number {
    const status = error instanceof RefusedError ? error.status : undefined;
    if (status === 401 && !this.#unauthorized) {
      // The client reads its credentials again after a 401.
      this.#unauthorized = true;
      return 0;
    }
    const ordinary = status === 410 || (watching && status === undefined);
    if (!ordinary || this.#backOff.failures >= ORDINARY_FAILURES) {
      this.#up = false;
      this.#problem = { reason: error.reason, detail: error.message };
    }
    const pause = this.#backOff.next();
    if (status !== undefined && needsSomebody(status)) return this.#backOff.spread(SLOW_MS);
    const retryAfter = error instanceof RefusedError ? (error.retryAfter ?? 0) : 0;
    return Math.max(pause, Math.min(retryAfter * 1000, MOST_RETRY_AFTER_MS));
  }
}

/** Whether an answer stays the same until somebody changes a right, a version or a selector. */
function needsSomebody(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 408, 410, 429].includes(status);
}
