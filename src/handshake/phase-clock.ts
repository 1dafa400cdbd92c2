import type { Phase, PhaseDurations } from '../model/handshake.ts';

/** Times the phases of one dial. */
export class PhaseClock {
  readonly #now: () => number;
  readonly #durations: { [Name in Phase]?: number };

  /** `now` gives milliseconds of a monotonic clock; `before` are the phases that were passed already. */
  constructor(now: () => number, before: PhaseDurations = {}) {
    this.#now = now;
    this.#durations = { ...before };
  }

  /** Seconds of each phase that was entered. */
  get durations(): PhaseDurations {
    return { ...this.#durations };
  }

  /**
   * Does the work of a phase, and takes its time however it ends. The work may stop the clock itself, before tidying
   * up that is no part of the phase.
   */
  async time<Value>(phase: Phase, work: (stop: () => void) => Promise<Value>): Promise<Value> {
    const start = this.#now();
    let stopped = false;
    const stop = (): void => {
      if (!stopped) this.#durations[phase] = (this.#now() - start) / 1000;
      stopped = true;
    };
    try {
      return await work(stop);
    } finally {
      stop();
    }
  }
}
