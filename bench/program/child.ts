import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { BenchError } from '../bench-error.ts';

/** How long a program may take to end by itself before it is killed, in milliseconds. */
const GRACE = 5000;

/** Milliseconds of a tick of the kernel's accounting: Linux tells all programs a hundred a second. */
const TICK = 10;

/** Programs that run now: none of them may outlive the benchmarks. */
const running = new Set<Child>();

let interrupted = false;

/** A program that was started to be measured. It leads a process group of its own, and ends with all of that. */
export class Child {
  readonly process: ChildProcess;
  readonly pid: number;
  /** The exit status, or the signal where that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  #isRunning = true;

  private constructor(process: ChildProcess, pid: number) {
    this.process = process;
    this.pid = pid;
    this.ended = once(process, 'exit').then(([status, signal]) => {
      this.#isRunning = false;
      running.delete(this);
      return (status ?? signal) as number | NodeJS.Signals;
    });
  }

  /** @throws BenchError where it cannot be started. */
  static async start(command: string, args: readonly string[], options: SpawnOptions): Promise<Child> {
    if (interrupted) throw new BenchError('interrupted');
    const process = spawn(command, args, { ...options, detached: true });
    const { pid } = process;
    if (pid === undefined) {
      const [cause] = (await once(process, 'error')) as [Error];
      throw new BenchError(`cannot start ${command}: ${cause.message}`, { cause });
    }
    const child = new Child(process, pid);
    running.add(child);
    return child;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Asks it to end, and kills what has not ended after a while. Resolves once it has ended. */
  async end(): Promise<void> {
    this.#signal('SIGTERM');
    const timer = setTimeout(() => this.#signal('SIGKILL'), GRACE);
    await this.ended;
    clearTimeout(timer);
  }

  /** Kills it at once, with whatever it has started. */
  kill(): void {
    this.#signal('SIGKILL');
  }

  /** Resident memory now, in bytes: `VmRSS` of proc_pid_status(5). */
  memory(): number {
    return this.#status('VmRSS');
  }

  /** The most resident memory that it ever had, in bytes: `VmHWM` of proc_pid_status(5). */
  peakMemory(): number {
    return this.#status('VmHWM');
  }

  /** Processor time of all its threads until now, in milliseconds: `utime` and `stime` of proc_pid_stat(5). */
  processorTime(): number {
    const stat = readFileSync(`/proc/${this.pid}/stat`, 'utf8');
    // The name of the program, in brackets, may hold anything. After it comes the third field.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[14 - 3]) + Number(fields[15 - 3])) * TICK;
  }

  #status(field: string): number {
    const status = readFileSync(`/proc/${this.pid}/status`, 'utf8');
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]) * 1024;
  }

  #signal(signal: NodeJS.Signals): void {
    if (!this.#isRunning) return;
    try {
      process.kill(-this.pid, signal);
    } catch (error) {
      // It has ended since; the event that says so is on its way.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
}

/** Kills every program that still runs, and lets no other one start: whoever waits for one of them fails. */
export function interrupt(): void {
  interrupted = true;
  for (const child of running) child.kill();
}
