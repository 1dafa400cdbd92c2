import { FAILURE_REASONS, type FailureReason } from './outcome.ts';

/** What the relay has done since it began; its metrics. */
export class RelayState {
  readonly #clock: () => number;
  readonly #failures = new Map<FailureReason, number>(FAILURE_REASONS.map((reason) => [reason, 0]));
  #messages = 0;
  #refusedWebhooks = 0;
  #lastSent: number | undefined;

  /** `clock` gives Unix seconds. */
  constructor(clock: () => number = () => Date.now() / 1000) {
    this.#clock = clock;
  }

  sent(): void {
    this.#messages += 1;
    this.#lastSent = this.#clock();
  }

  failed(reason: FailureReason): void {
    this.#failures.set(reason, (this.#failures.get(reason) ?? 0) + 1);
  }

  refusedWebhook(): void {
    this.#refusedWebhooks += 1;
  }

  get messages(): number {
    return this.#messages;
  }

  get failures(): ReadonlyMap<FailureReason, number> {
    return this.#failures;
  }

  get refusedWebhooks(): number {
    return this.#refusedWebhooks;
  }

  /** Unix seconds; undefined before the first one. */
  get lastSent(): number | undefined {
    return this.#lastSent;
  }
}
