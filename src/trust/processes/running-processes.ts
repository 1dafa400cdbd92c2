import type { Runtime } from '../../model/trust.ts';
import type { Environment } from '../runtimes/choice.ts';
import { PROGRAM_HEAD, processRuntime } from './process-runtime.ts';
import type { ProcessView } from './process-view.ts';
import { bootedAt, startedAt } from './started-at.ts';
import { startedWith } from './started-with.ts';
import { unitOf } from './unit-of.ts';

/** A process of a runtime that verifies TLS. */
export interface RunningProcess {
  readonly pid: number;
  readonly runtime: Runtime;
  /** The program or library by which the rule knows the installation, as the process sees it. */
  readonly file: string;
  /** The systemd unit or container that has to be restarted for it; empty where there is none. */
  readonly unit: string;
  /** Unix seconds. */
  readonly startedAt: number;
  /**
   * As it was when the process was started, with what its command line says of roots: what it changed itself is not
   * seen.
   */
  readonly environment: Environment;
  /** The folder that relative paths begin at. */
  readonly folder: string;
  /** Two processes with the same see the same files. */
  readonly view: string;
}

export interface ProcessScan {
  readonly processes: readonly RunningProcess[];
  /** How many processes may not be looked at. */
  readonly hidden: number;
  /** Unix seconds at which the host was started, as its clock tells now; undefined where that is not to be seen. */
  readonly bootedAt: number | undefined;
}

/** The processes whose runtime is known. One that ends while it is looked at is left out without a word. */
export function runningProcesses(view: ProcessView): ProcessScan {
  const boot = bootedAt(textOf(view.read('stat')));
  const processes: RunningProcess[] = [];
  let hidden = 0;
  for (const pid of view.pids()) {
    const program = view.link(`${pid}/exe`);
    const environment = view.read(`${pid}/environ`);
    if (isRefused(program) || isRefused(environment)) {
      hidden++;
      continue;
    }
    // Without a program it is a thread of the kernel, or gone.
    if (typeof program !== 'string' || typeof environment === 'string') continue;
    // A program that has been replaced by an update is said to be deleted; its path is that of the new one.
    const path = program.replace(/ \(deleted\)$/, '');
    const found = processRuntime(
      path,
      view.head(`${pid}/exe`, PROGRAM_HEAD),
      textOf(view.read(`${pid}/maps`)),
    );
    const start = boot === undefined ? undefined : startedAt(textOf(view.read(`${pid}/stat`)), boot);
    if (found === undefined || start === undefined) continue;
    const folder = view.link(`${pid}/cwd`);
    processes.push({
      pid,
      ...found,
      unit: unitOf(textOf(view.read(`${pid}/cgroup`))),
      startedAt: start,
      environment: startedWith(
        found.runtime,
        parseEnvironment(environment),
        textOf(view.read(`${pid}/cmdline`)),
      ),
      folder: typeof folder === 'string' ? folder : '/',
      view: JSON.stringify([view.link(`${pid}/ns/mnt`), view.link(`${pid}/root`)]),
    });
  }
  return { processes, hidden, bootedAt: boot };
}

function isRefused(answer: Buffer | string | { readonly error: string }): boolean {
  const error = typeof answer === 'string' ? answer : 'error' in answer ? answer.error : '';
  return error === 'EACCES' || error === 'EPERM';
}

function textOf(bytes: Buffer | string): string {
  return typeof bytes === 'string' ? '' : bytes.toString('utf8');
}

/** Variables with NUL between them; of two with one name programs see the first (getenv(3) of glibc). */
function parseEnvironment(bytes: Buffer): Environment {
  const found: Record<string, string> = {};
  for (const entry of bytes.toString('utf8').split('\0')) {
    const equals = entry.indexOf('=');
    if (equals > 0) found[entry.slice(0, equals)] ??= entry.slice(equals + 1);
  }
  return found;
}
