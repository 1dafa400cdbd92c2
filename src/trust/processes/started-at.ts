/** Ticks a second in what the kernel tells programs: USER_HZ, the same on every architecture that Node.js runs on. */
const TICKS = 100;

/**
 * When the host was started, in Unix seconds, as its clock tells now: Linux counts back from it (proc_stat(5)).
 *
 * @param system `/proc/stat`.
 * @returns undefined where it says something else.
 */
export function bootedAt(system: string): number | undefined {
  const boot = /^btime (\d+)$/m.exec(system)?.[1];
  return boot === undefined ? undefined : Number(boot);
}

/**
 * When a process was started, in Unix seconds.
 *
 * @param stat of the process, `/proc/PID/stat` (proc_pid_stat(5)).
 * @param boot when the host was started.
 * @returns undefined where it says something else.
 */
export function startedAt(stat: string, boot: number): number | undefined {
  // The second field is a name in parentheses that may have anything in it, parentheses too.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const start = Number(ticks);
  return ticks === undefined || Number.isNaN(start) ? undefined : boot + start / TICKS;
}
