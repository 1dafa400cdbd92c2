import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFile } from './temporary-file.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** A program that goes on until the test ends, and has written a first line when it is given back. */
export interface LongRunning {
  readonly pid: number;
  /** Ends it now. */
  readonly end: () => Promise<void>;
}

/** Starts a program that says something once it runs; it is killed when the test ends, however the test ends. */
export async function startLongRunning(
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  user: { readonly uid?: number; readonly gid?: number } = {},
): Promise<LongRunning> {
  const child = spawn(program, args, {
    ...user,
    cwd: '/',
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const end = (): Promise<void> => endOf(child);
  onTestFinished(end);
  const told: string[] = [];
  child.stderr.on('data', (data) => told.push(String(data)));
  await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'close').then(([status]) => {
      throw new Error(`${program} ended with ${status} before it said anything: ${told.join('')}`);
    }),
  ]);
  return { pid: child.pid ?? 0, end };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Builds the program of Go that only runs, without any library, and gives back its path. */
export function buildGoSleeper(): string {
  const program = join(temporaryFolder(), 'go-sleeper');
  execFileSync('go', ['build', '-o', program, join(import.meta.dirname, 'go-sleeper/main.go')], {
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '', GOPROXY: 'off', GOTOOLCHAIN: 'local' },
  });
  return program;
}

/** Programs that run on, as they are written in each language: program and arguments, by runtime. */
export function sleepersOf(): Readonly<Record<'node' | 'python' | 'java', readonly [string, ...string[]]>> {
  const java = temporaryFile(
    'Sleeper.java',
    'class Sleeper { public static void main(String[] a) throws Exception { System.out.println(1); System.in.read(); } }',
  );
  return {
    node: [process.execPath, '-e', 'console.log(1); process.stdin.resume()'],
    python: ['/usr/bin/python3', '-uc', 'import ssl, sys; print(1); sys.stdin.read()'],
    java: ['java', java],
  };
}
