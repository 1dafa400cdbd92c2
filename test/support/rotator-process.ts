import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { builtBundle } from './bundle.ts';
import { until } from './until.ts';

/** The shipped program as a process that rotates. */
export interface RotatorProcess {
  readonly pid: number;
  /** What it has logged so far, line by line. */
  readonly lines: readonly string[];
  /** Waits for a line of its log that matches; rejects where the process ends before. */
  readonly says: (words: RegExp) => Promise<string>;
  /** The exit status, or the signal where that ended it. */
  readonly ended: Promise<number | NodeJS.Signals>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** Starts `rotate` with these arguments; it is killed when the test ends, however that ends. */
export async function startRotator(args: readonly string[]): Promise<RotatorProcess> {
  const child = spawn(process.execPath, [await builtBundle(), 'rotate', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit').then(([status, signal]) => (status ?? signal) as number | NodeJS.Signals);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines: string[] = [];
  createInterface(child.stderr).on('line', (line) => lines.push(line));
  const isOver = (): boolean => child.exitCode !== null || child.signalCode !== null;
  return {
    pid: child.pid as number,
    lines,
    ended,
    signal: (name) => void child.kill(name),
    says: async (words) => {
      const found = (): string | undefined => lines.find((line) => words.test(line));
      await until(() => found() !== undefined || isOver());
      const line = found();
      if (line === undefined) throw new Error(`it ended without ${words}:\n${lines.join('\n')}`);
      return line;
    },
  };
}
