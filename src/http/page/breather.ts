import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which others get their turn. */
const SLICE = 10;

/**
 * Keeps long work from blocking scrapes and handshakes. Call the result between small steps and await what it
 * gives back: it is nothing while the current slice lasts, and a turn of the event loop when that is used up.
 *
 * @param clock Milliseconds, from any beginning.
 */
export function breather(clock: () => number = () => performance.now()): () => Promise<void> | undefined {
  let started = clock();
  const turn = async (): Promise<void> => {
    await setImmediate();
    started = clock();
  };
  return () => (clock() - started < SLICE ? undefined : turn());
}
