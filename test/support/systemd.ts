import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ListeningProcess, startListening } from './listening-process.ts';
import { runProgram } from './programs.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { until } from './until.ts';

/** The values of a key of a unit, in order. */
export const valuesIn = (unit: string, key: string): string[] =>
  [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map((match) => match[1] ?? '');

/** How far systemd finds a unit exposed, of 10 at the worst. */
export function exposureOf(path: string): string | undefined {
  const { stdout } = runProgram('systemd-analyze', ['security', '--offline=true', path]);
  return /exposure level for .*: ([0-9.]+)/.exec(stdout)?.[1];
}

/** The system calls that a unit lets its program make. */
export function allowedCalls(unit: string): ReadonlySet<string> {
  const [allowed = '', denied = ''] = valuesIn(unit, 'SystemCallFilter');
  const forbidden = new Set(denied.replace('~', '').split(' ').flatMap(callsOf));
  return new Set(callsOf(allowed).filter((name) => !forbidden.has(name)));
}

/** The system calls of a group of systemd, and of the groups in it. */
function callsOf(group: string): string[] {
  const { stdout } = runProgram('systemd-analyze', ['syscall-filter', '--no-pager', group]);
  const lines = stdout.split('\n').map((line) => line.trim());
  const entries = lines.filter((line) => line !== '' && line !== group && !line.startsWith('#'));
  return entries.flatMap((entry) => (entry.startsWith('@') ? callsOf(entry) : [entry]));
}

export interface TracedProcess extends Pick<ListeningProcess, 'url' | 'end'> {
  /** The system calls that it has made, once it has ended with status 0. */
  readonly calls: () => Promise<readonly string[]>;
}

/** Starts a program that listens, under strace. */
export async function startTraced(command: readonly string[]): Promise<TracedProcess> {
  const trace = join(temporaryFolder(), 'trace');
  // Detached, so that the signal that ends it goes to the program and not to the one who watches.
  const strace = ['-D', '-f', '-q', `--output=${trace}`, ...command];
  const { url, end } = await startListening('strace', strace);
  return {
    url,
    end,
    calls: async () => {
      await until(() => readFileSync(trace, 'utf8').endsWith('+++ exited with 0 +++\n'));
      const lines = readFileSync(trace, 'utf8');
      const names = lines.matchAll(/^\d+ +(?:<\.\.\. )?([a-z_0-9]+)[( ]/gm);
      return [...new Set([...names].map((match) => match[1] ?? ''))];
    },
  };
}
