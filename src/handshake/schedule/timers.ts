/** The clock and the timers of a schedule; in tests, ones that a test moves on. */
export interface Timers {
  /** Calls back once after so many milliseconds; the function that it gives back calls it off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
  /** At least 0 and less than 1, by chance. */
  readonly random: () => number;
}

export const SYSTEM_TIMERS: Timers = {
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  monotonic: () => performance.now(),
  random: Math.random,
};
