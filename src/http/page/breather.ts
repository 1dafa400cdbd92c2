import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which others get their turn. */
const SLICE = 10;

/** Nothing while the current slice lasts, and a turn of the event loop when that is used up. */
export type Pause = () => Promise<void> | undefined;

/**
 * Keeps long work from blocking scrapes and handshakes. Call the result between small steps and await what it
 * gives back. All steps of one work share one breather: slices of their own would add up.
 *
 * @param clock Milliseconds, from any beginning.
 */
export function breather(clock: () => number = () => performance.now()): Pause {
  let started = clock();
  const turn = async (): Promise<void> => {
    await setImmediate();
    started = clock();
  };
  return () => (clock() - started < SLICE ? undefined : turn());
}
