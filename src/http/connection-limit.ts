import { readFileSync } from 'node:fs';

/** What is assumed where the kernel does not say: what most Linux systems allow a process. */
const COMMON_LIMIT = 1024;

/**
 * How many connections each of `servers` may hold open: together half of the descriptors that the process may have
 * (getrlimit(2), `RLIMIT_NOFILE`). The rest is for certificates, or whoever opens connections and leaves them idle
 * would have every file unreadable.
 */
export function connectionLimit(servers: number, limits: () => string = readLimits): number {
  const descriptors = /^Max open files +(\d+)/m.exec(limits())?.[1];
  return Math.max(1, Math.floor(Number(descriptors ?? COMMON_LIMIT) / 2 / servers));
}

/** The table of this process's limits (proc_pid_limits(5)). */
function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'latin1');
  } catch {
    return '';
  }
}
