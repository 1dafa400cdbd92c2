/** Time and chance, as a follower uses them; in tests, ones that a test moves on. */
export interface Clock {
  /** Calls back once after so many milliseconds; the function that it gives back calls it off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
  /** Unix seconds. */
  readonly now: () => number;
  /** At least 0 and less than 1, by chance. */
  readonly random: () => number;
}

export const SYSTEM_CLOCK: Clock = {
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  monotonic: () => performance.now(),
  now: () => Date.now() / 1000,
  random: Math.random,
};
