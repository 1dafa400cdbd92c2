import { ApiError } from './api-error.ts';
import type { Clock } from './clock.ts';

/** Calls a request off when nothing is heard for too long; what is heard late is not heard. */
export class SilenceGuard {
  readonly #clock: Clock;
  readonly #controller = new AbortController();
  #cancel: () => void = () => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** For the request: aborted with an `ApiError` of reason `timeout`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /**
   * From now on, nothing may come for so long.
   * @param detail what is then told
   */
  allow(milliseconds: number, detail: string): void {
    this.#cancel();
    this.#cancel = this.#clock.after(milliseconds, () => this.callOff(new ApiError('timeout', detail)));
  }

  /** Ends the request for another reason. */
  callOff(reason: Error): void {
    this.#cancel();
    this.#controller.abort(reason);
  }

  /** The request is over. */
  done(): void {
    this.#cancel();
  }
}
