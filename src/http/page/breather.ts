import { setImmediate } from 'node:timers/promises';

/** Milliseconds of work after which others get their turn. */
const SLICE = 10;

/**
 * Keeps long work from blocking scrapes and handshakes. Call the result between small steps and await what it
 * gives back: it is nothing while the current slice lasts, and a turn of the event loop when that is used up.
 */
export function breather(): () => Promise<void> | undefined {
  let started = performance.now();
  const turn = async (): Promise<void> => {
    await setImmediate();
    started = performance.now();
  };
  return () => (performance.now() - started < SLICE ? undefined : turn());
}
