import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** A server that runs as a process of its own, started by a test. */
export interface ListeningProcess {
  /** `http://127.0.0.1:PORT`, from the line in which it says where it listens. */
  readonly url: string;
  readonly pid: number;
  /** What it has written on standard error so far, line by line. */
  readonly lines: readonly string[];
  /** Sends the signal and waits for the end: the exit status, or the signal where that ended it. */
  readonly end: (signal: NodeJS.Signals) => Promise<number | NodeJS.Signals>;
}

/** How the exporter and Prometheus both say where they listen, in logfmt. */
const LISTENING = /\bmsg="?listening\b.*\baddress="?(?:https?:\/\/)?(?:[^\s"]*):(?<port>\d+)/i;

/**
 * Starts a program and waits until it listens. Rejects with what it wrote where it ends before that. It is killed
 * when the test ends, however the test ends.
 */
export async function startListening(
  program: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<ListeningProcess> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'exit').then(([status, signal]) => (status ?? signal) as number | NodeJS.Signals);
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const lines: string[] = [];
  const port = await new Promise<string>((resolve, reject) => {
    createInterface(child.stderr as NodeJS.ReadableStream).on('line', (line) => {
      lines.push(line);
      const listening = LISTENING.exec(line)?.groups?.['port'];
      if (listening !== undefined) resolve(listening);
    });
    ended.then(
      (how) => reject(new Error(`ended with ${how} before it listened:\n${lines.join('\n')}`)),
      reject,
    );
  });
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid as number,
    lines,
    end: async (signal) => {
      child.kill(signal);
      return ended;
    },
  };
}
