import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../../src/kubernetes/clock.ts';
import { FakeTimers } from '../fake-timers.ts';

/** The Unix seconds at which a still clock starts. */
export const START = 1_800_000_000;

/**
 * A clock that stands still until a test moves it on, while connections are real. Chance is always 0.6: waits are
 * planned ones times 1.1, which tells them from limits.
 */
export class StillClock implements Clock {
  readonly #timers = new FakeTimers();
  readonly #pending: number[] = [];

  readonly now = (): number => START + this.#timers.monotonic() / 1000;
  readonly monotonic = this.#timers.monotonic;
  readonly random = (): number => 0.6;

  readonly after = (milliseconds: number, call: () => void): (() => void) => {
    this.#pending.push(milliseconds);
    const forget = (): void => {
      const at = this.#pending.indexOf(milliseconds);
      if (at !== -1) this.#pending.splice(at, 1);
    };
    const cancel = this.#timers.after(milliseconds, () => {
      forget();
      call();
    });
    let cancelled = false;
    return () => {
      if (!cancelled) forget();
      cancelled = true;
      cancel();
    };
  };

  /** How many calls are still to come. */
  get pending(): number {
    return this.#timers.pending;
  }

  /** Waits, in real time, until somebody wants to be called after exactly so many milliseconds. */
  async wanted(milliseconds: number): Promise<void> {
    while (!this.#pending.includes(milliseconds)) await turn();
  }

  /** Waits until somebody wants to be called after so long, and lets that time pass. */
  async pass(milliseconds: number): Promise<void> {
    await this.wanted(milliseconds);
    await this.#timers.pass(milliseconds);
  }

  /** Lets time pass, whoever wants to be called in it. */
  async advance(milliseconds: number): Promise<void> {
    await this.#timers.pass(milliseconds);
  }
}
