/** Ticks a second in what the kernel tells programs: USER_HZ, the same on every architecture that Node.js runs on. */
const TICKS = 100;

/**
 * When a process was started, in Unix seconds.
 *
 * @param stat of the process, `/proc/PID/stat` (proc_pid_stat(5)).
 * @param system `/proc/stat`, for when the host was started.
 * @returns undefined where one of them says something else.
 */
export function startedAt(stat: string, system: string): number | undefined {
  const boot = /^btime (\d+)$/m.exec(system)?.[1];
  // The second field is a name in parentheses that may have anything in it, parentheses too.
  const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const start = Number(ticks);
  return boot === undefined || ticks === undefined || Number.isNaN(start)
    ? undefined
    : Number(boot) + start / TICKS;
}
