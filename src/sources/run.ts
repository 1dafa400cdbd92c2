import type { Collection, Source } from '../model/source.ts';

/** One completed collection with its times. */
export interface SourceRun {
  readonly collection: Collection;
  /** Unix seconds at its end. */
  readonly timestamp: number;
  /** Seconds. */
  readonly duration: number;
}

export interface Clocks {
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number;
}

const SYSTEM: Clocks = { now: Date.now, monotonic: () => performance.now() };

/** Collects once and takes the times: the same for each kind of source, so none does it itself. Rejects as `collect` does. */
export async function runSource(source: Source, signal: AbortSignal, clocks = SYSTEM): Promise<SourceRun> {
  const started = clocks.monotonic();
  const collection = await source.collect(signal);
  return {
    collection,
    timestamp: clocks.now() / 1000,
    duration: (clocks.monotonic() - started) / 1000,
  };
}
