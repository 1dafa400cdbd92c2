import type { RateLimitSettings } from '../web-config/web-config.ts';

/**
 * A token bucket: it holds `burst` tokens at most, gains one per `interval`, and every request takes one. Full in the
 * beginning.
 */
export class RateLimiter {
  readonly #settings: RateLimitSettings;
  readonly #now: () => number;
  #tokens: number;
  #last: number;

  /** `now` gives milliseconds from any origin. */
  constructor(settings: RateLimitSettings, now: () => number = () => performance.now()) {
    this.#settings = settings;
    this.#now = now;
    this.#tokens = settings.burst;
    this.#last = now();
  }

  /** Takes a token if there is one. */
  allow(): boolean {
    const now = this.#now();
    const gained = (now - this.#last) / this.#settings.interval;
    this.#tokens = Math.min(this.#settings.burst, this.#tokens + gained);
    this.#last = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}
