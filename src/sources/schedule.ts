/** Something to do again and again. */
export interface Job {
  /** Seconds from one start to the next. */
  readonly interval: number;
  /** Does it once. What it rejects with is told to `onError`, unless it is the abort that it was given. */
  run(signal: AbortSignal): Promise<void>;
}

/** The timer functions of the program; in tests, ones that a test moves on. */
export interface Timers {
  /** Calls back once after so many milliseconds; the function that it gives back calls it off. */
  readonly after: (milliseconds: number, call: () => void) => () => void;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
  /** At least 0 and less than 1, by chance. */
  readonly random: () => number;
}

export interface Schedule {
  /** Ends it: nothing starts any more, what runs is aborted, and resolves once it has ended. */
  stop(): Promise<void>;
}

/** The part of an interval by which a start may be early or late, so that jobs of a fleet drift apart. */
const JITTER = 0.05;

/** The longest time that a timer of Node.js can count, in milliseconds. */
const LONGEST = 2 ** 31 - 1;

const SYSTEM: Timers = {
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  monotonic: () => performance.now(),
  random: Math.random,
};

/**
 * Does each job at once and then at its interval, give or take a twentieth. Never two of one job at the same time:
 * one that takes longer than its interval is next started as soon as it has ended, and what it missed is not made
 * up for.
 */
export function startSchedule(
  jobs: readonly Job[],
  onError: (job: Job, error: unknown) => void,
  timers: Timers = SYSTEM,
): Schedule {
  const stopping = new AbortController();
  const pending = new Set<() => void>();
  const running = new Set<Promise<void>>();

  const runOnce = async (job: Job): Promise<void> => {
    const started = timers.monotonic();
    try {
      await job.run(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) onError(job, error);
    }
    if (stopping.signal.aborted) return;
    const wanted = job.interval * 1000 * (1 - JITTER + 2 * JITTER * timers.random());
    const left = wanted - (timers.monotonic() - started);
    const cancel = timers.after(Math.min(Math.max(left, 0), LONGEST), () => {
      pending.delete(cancel);
      begin(job);
    });
    pending.add(cancel);
  };
  const begin = (job: Job): void => {
    const run = runOnce(job).finally(() => running.delete(run));
    running.add(run);
  };

  for (const job of jobs) begin(job);
  return {
    stop: async () => {
      stopping.abort();
      for (const cancel of pending) cancel();
      pending.clear();
      await Promise.all(running);
    },
  };
}
