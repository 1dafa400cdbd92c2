import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SwapOrder } from './swap-order.ts';

const ENTRY = join(import.meta.dirname, 'swap-entry.ts');

/**
 * Every call that can change what is on a disk, or make it last. Between two of them all is the same wherever a
 * process ends. The swap writes by `pwrite64`; by `write` Node.js wakes its threads.
 */
const CHANGING =
  'openat,pwrite64,fchown,fchmod,fsync,ftruncate,rename,renameat2,link,linkat,unlink,unlinkat,mkdir';

/** One system call of a swap: the so-manieth of its name from the beginning of the swap on. */
export interface TracedCall {
  readonly name: string;
  readonly nth: number;
}

/** What became of a process that was to be ended. */
export interface Ended {
  readonly signal: string | null;
  readonly status: number | null;
  readonly stdout: string;
}

/** Runs one swap under strace(1), which joins it after everything is loaded; then what is given is traced. */
async function traced(order: SwapOrder, options: readonly string[]): Promise<Ended> {
  const swap = spawn(process.execPath, [ENTRY, JSON.stringify(order), 'wait'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const output: Buffer[] = [];
  swap.stdin.on('error', () => undefined);
  const ended = once(swap, 'close') as Promise<[number | null, string | null]>;
  await once(swap.stdout, 'data');
  swap.stdout.on('data', (piece: Buffer) => output.push(piece));
  const strace = spawn('strace', ['-p', String(swap.pid), ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const gone = once(strace, 'close');
  await new Promise<void>((resolve, reject) => {
    let said = '';
    strace.stderr.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes(' attached')) resolve();
    });
    strace.once('close', () => reject(new Error(`strace: ${said}`)));
  });
  swap.stdin.end('x');
  const [status, signal] = await ended;
  await gone;
  return { status, signal, stdout: Buffer.concat(output).toString() };
}

/**
 * The changing calls of a swap that is left alone, in their order: those about files below a folder, and of `openat`
 * those that create one.
 */
export async function callsOf(order: SwapOrder, folder: string): Promise<readonly TracedCall[]> {
  const log = join(folder, 'log');
  await traced(order, ['-y', '-o', log, '-e', `trace=${CHANGING}`]);
  const counts = new Map<string, number>();
  return readFileSync(log, 'latin1')
    .split('\n')
    .flatMap((line) => {
      const name = /^(?:\d+ +)?([a-z0-9]+)\(/.exec(line)?.[1];
      if (name === undefined) return [];
      const nth = (counts.get(name) ?? 0) + 1;
      counts.set(name, nth);
      const isChange = line.includes(`${folder}/`) && (name !== 'openat' || line.includes('O_CREAT'));
      return isChange ? [{ name, nth }] : [];
    });
}

/** Runs a swap that is killed as it enters one of its calls, so that this one is not done any more. */
export function killedAt(order: SwapOrder, { name, nth }: TracedCall): Promise<Ended> {
  return traced(order, [
    '-o',
    '/dev/null',
    '-e',
    `trace=${name}`,
    '-e',
    `inject=${name}:signal=KILL:when=${nth}`,
  ]);
}

/** Runs a swap one call of which fails with an error of the system, `ENOSPC`. */
export function failingAt(order: SwapOrder, { name, nth }: TracedCall, error: string): Promise<Ended> {
  return traced(order, [
    '-o',
    '/dev/null',
    '-e',
    `trace=${name}`,
    '-e',
    `inject=${name}:error=${error}:when=${nth}`,
  ]);
}
