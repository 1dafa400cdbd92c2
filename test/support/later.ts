import { until } from './until.ts';

/**
 * Waits until what is done next is later than what was, by every clock: the kernel's times of processes and of files
 * are told apart where they are more than a second apart, and the clock of the machine may be set meanwhile.
 */
export async function later(): Promise<void> {
  const since = Date.now();
  const waited = performance.now();
  await until(() => Date.now() > since + 2500 && performance.now() > waited + 2500);
}
