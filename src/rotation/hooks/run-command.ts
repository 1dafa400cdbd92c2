import { setTimeout as pause } from 'node:timers/promises';
import type { HookCommand } from '../../model/rotation.ts';
import { type ControlGroup, openControlGroup } from './control-group.ts';
import { HOOK_PATH } from './hook-facts.ts';
import { type ProgramEnd, StartedProgram } from './started-program.ts';

/** What came of one hook, before it is known which it was. */
export interface HookEnd {
  readonly ok: boolean;
  /** Half a sentence. */
  readonly detail: string;
  readonly output: string;
}

export interface RunOptions {
  /** Seconds between SIGTERM and SIGKILL. */
  readonly grace?: number;
  readonly openGroup?: () => ControlGroup | undefined;
  /** Resolves when the time is over, so many seconds from now. */
  readonly timeUp?: (seconds: number, signal: AbortSignal) => Promise<unknown>;
}

const GRACE = 5;

/**
 * Runs a program to its end or to its time limit. It gets no shell, no input, and this environment alone. At the
 * limit it is ended with all that it started; what it leaves running when it ends by itself goes on, because a
 * hook may well start a service. Never throws.
 */
export async function runCommand(
  { command, timeout }: HookCommand,
  environment: Readonly<Record<string, string>>,
  { grace = GRACE, openGroup = openControlGroup, timeUp = afterSeconds }: RunOptions = {},
): Promise<HookEnd> {
  const group = openGroup();
  try {
    const program = new StartedProgram(command, environment, group);
    const end = await firstOf(program.ended, (signal) => timeUp(timeout, signal));
    const detail =
      end === undefined
        ? `ended by ${await program.end(grace)} after ${timeout} s`
        : endInWords(command, end);
    const ok = end?.status === 0;
    const left = ok ? program.left : 0;
    return {
      ok,
      detail: left > 0 ? `${detail}, ${leftInWords(left, group)}` : detail,
      output: await program.output(),
    };
  } catch (error) {
    // An argument that no program can be given, such as one with a NUL in it.
    return { ok: false, detail: `could not be started: ${messageOf(error)}`, output: '' };
  } finally {
    await group?.close();
  }
}

const afterSeconds = (seconds: number, signal: AbortSignal): Promise<unknown> =>
  pause(seconds * 1000, undefined, { signal }).catch(() => undefined);

/** The value of a promise, or undefined where the time is up before that. */
async function firstOf<Value>(
  promise: Promise<Value>,
  timeUp: (signal: AbortSignal) => Promise<unknown>,
): Promise<Value | undefined> {
  const over = new AbortController();
  return Promise.race([promise, timeUp(over.signal).then(() => undefined)]).finally(() => over.abort());
}

function endInWords([program = '']: readonly string[], { status, signal, error }: ProgramEnd): string {
  if (error?.code === 'ENOENT') {
    const where = program.includes('/') ? '' : ` in ${HOOK_PATH}`;
    return `could not be started: ${program} is not there${where}, or what its first line names is not`;
  }
  if (error?.code === 'EACCES') {
    return `could not be started: ${program} may not be executed (its mode, its folders, or a noexec mount)`;
  }
  if (error !== undefined) return `could not be started: ${error.message}`;
  return signal === undefined ? `exit status ${status}` : `ended by ${signal}`;
}

/** A process group says only that somebody is left. */
function leftInWords(left: number, group: ControlGroup | undefined): string {
  if (group === undefined) return 'and left processes running';
  return `and left ${left} ${left === 1 ? 'process' : 'processes'} running`;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
