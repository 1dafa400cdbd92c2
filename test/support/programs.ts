import { spawnSync } from 'node:child_process';

/**
 * For `it.skipIf`: true where a program that a test runs is not installed, said aloud. In CI (`CI` is set) it is
 * never true: there the tests run, and fail with the reason.
 */
export function programMissing(name: string): boolean {
  if (process.env['CI']) return false;
  if (spawnSync('sh', ['-c', `command -v ${name}`]).status === 0) return false;
  process.stderr.write(`\nSKIPPED: tests that run ${name}, which is not installed.\n\n`);
  return true;
}

export interface ProgramResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end with `input` on its standard input. */
export function runProgram(
  name: string,
  args: readonly string[],
  input: string | Buffer = '',
): ProgramResult {
  const result = spawnSync(name, args, { input, maxBuffer: 256 * 1024 * 1024 });
  if (result.error !== undefined) throw result.error;
  return { status: result.status, stdout: result.stdout.toString(), stderr: result.stderr.toString() };
}
