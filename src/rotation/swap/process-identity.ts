import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';

/** Which process, for as long as this host runs: a process id alone is soon another's. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks from the start of the host to that of the process. */
  readonly start: string;
  /** Stands for this run of the host and this process's namespace of ids: elsewhere `pid` means another process. */
  readonly space: string;
}

/** `unknown` where it lives in another container or on another host, or may not be looked at. */
export type Liveness = 'alive' | 'dead' | 'unknown';

const TEXT = /^(\d{1,10})-(\d{1,20})-([0-9a-f]{12})$/;

/** What to put into a name to say whose it is. */
export function identityText({ pid, start, space }: ProcessIdentity): string {
  return `${pid}-${start}-${space}`;
}

/** The process that a name speaks of; undefined where it speaks of none. */
export function parseIdentity(text: string): ProcessIdentity | undefined {
  const [, pid, start, space] = TEXT.exec(text) ?? [];
  if (pid === undefined || start === undefined || space === undefined) return undefined;
  return { pid: Number(pid), start, space };
}

let own: ProcessIdentity | undefined;

/** This process. */
export function ownIdentity(): ProcessIdentity {
  own ??= { pid: process.pid, start: startOf('self') ?? '0', space: ownSpace() };
  return own;
}

/** Whether a process still runs. One that has ended and is not yet waited for counts as dead. */
export function livenessOf({ pid, start, space }: ProcessIdentity): Liveness {
  if (space !== ownIdentity().space) return 'unknown';
  const found = startOf(String(pid));
  if (found !== undefined) return found === start ? 'alive' : 'dead';
  // Where /proc hides the processes of others (hidepid), the kernel still says whether there is one of this id.
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'dead';
  }
  return isZombie(pid) ? 'dead' : 'unknown';
}

/** The fields of proc_pid_stat(5) after the name, which may have anything in it; the first is the state. */
function fieldsOf(pid: string): readonly string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return [];
  }
}

function startOf(pid: string): string | undefined {
  const fields = fieldsOf(pid);
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

const isZombie = (pid: number): boolean => ['Z', 'X'].includes(fieldsOf(String(pid))[0] ?? '');

function ownSpace(): string {
  const parts = [
    attempt(() => readFileSync('/proc/sys/kernel/random/boot_id', 'latin1')),
    attempt(() => readlinkSync('/proc/self/ns/pid')),
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 12);
}

function attempt(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return '';
  }
}
