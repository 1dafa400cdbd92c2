import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import type { ControlGroup } from './control-group.ts';
import { OutputTail } from './output-tail.ts';

/** Milliseconds between two looks at whether processes are gone. */
const LOOK = 20;
/** Milliseconds that output may still take to arrive after a program's end; what it left running may hold the pipe. */
const LATE_OUTPUT = 250;

/** How a program ended: by itself, by a signal, or not even begun. */
export interface ProgramEnd {
  readonly status: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
  /** Why it could not be started. */
  readonly error: NodeJS.ErrnoException | undefined;
}

/** A program that runs in a process group of its own, and in a control group where there is one. */
export class StartedProgram {
  /** Resolves when the program itself has ended, whatever it left behind. */
  readonly ended: Promise<ProgramEnd>;
  readonly #child: ChildProcess;
  readonly #group: ControlGroup | undefined;
  readonly #output = new OutputTail();
  readonly #closed: Promise<void>;

  constructor(
    command: readonly string[],
    environment: Readonly<Record<string, string>>,
    group: ControlGroup | undefined,
  ) {
    const [program = '', ...args] = command;
    const start = (): ChildProcess =>
      // `detached` makes it the leader of a session and with that of a process group.
      spawn(program, args, { cwd: '/', env: environment, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    this.#child = group === undefined ? start() : group.startInside(start);
    // One that nobody is in is of no use: it was taken away meanwhile, or the program has ended already.
    this.#group = group?.processes().length === 0 ? undefined : group;
    const { stdout, stderr } = this.#child;
    for (const stream of [stdout, stderr]) {
      stream?.on('data', (bytes: Buffer) => this.#output.push(bytes));
      stream?.on('error', () => undefined);
    }
    this.#closed = new Promise((resolve) => this.#child.once('close', () => resolve()));
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => resolve({ status: undefined, signal: undefined, error }));
      this.#child.once('exit', (status, signal) => {
        resolve({ status: status ?? undefined, signal: signal ?? undefined, error: undefined });
      });
    });
  }

  /** How many processes of its groups are left. */
  get left(): number {
    if (this.#group !== undefined) return this.#group.processes().length;
    return this.#signal(0) ? 1 : 0;
  }

  /**
   * Ends it and all that it started: SIGTERM, and after `grace` seconds SIGKILL. Gives back the signal that was
   * needed.
   */
  async end(grace: number): Promise<'SIGTERM' | 'SIGKILL'> {
    for (const pid of this.#group?.processes() ?? []) signalOne(pid, 'SIGTERM');
    this.#signal('SIGTERM');
    if (await this.#gone(grace)) return 'SIGTERM';
    this.#group?.kill();
    this.#signal('SIGKILL');
    // What hangs in the kernel does not end even so, and whoever waits for it hangs too.
    await this.#gone(1);
    return 'SIGKILL';
  }

  /** What it printed, once that has arrived; nothing is listened to from then on. */
  async output(): Promise<string> {
    await Promise.race([this.#closed, pause(LATE_OUTPUT)]);
    this.#child.stdout?.destroy();
    this.#child.stderr?.destroy();
    this.#child.unref();
    return this.#output.text();
  }

  async #gone(seconds: number): Promise<boolean> {
    const until = performance.now() + seconds * 1000;
    while (this.left > 0) {
      if (performance.now() >= until) return false;
      await pause(LOOK);
    }
    return true;
  }

  /** Sends a signal to the process group; whether there was anybody. */
  #signal(signal: NodeJS.Signals | 0): boolean {
    return this.#child.pid !== undefined && signalOne(-this.#child.pid, signal);
  }
}

function signalOne(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
