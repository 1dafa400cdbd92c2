import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** What a figure is worth nothing without. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** Bytes. */
  readonly memory: number;
  readonly kernel: string;
  readonly node: string;
  /** The commit that was measured; followed by `+changes` where files of it were changed. */
  readonly revision: string;
}

export function describeMachine(): Machine {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() || 'unknown',
    cores: processors.length,
    memory: totalmem(),
    kernel: `${type()} ${release()}`,
    node: process.version,
    revision: revision(),
  };
}

function revision(): string {
  const changed = git('status', '--porcelain', '--untracked-files=no', '--', 'src', 'package-lock.json');
  const commit = git('rev-parse', '--short=12', 'HEAD');
  if (commit === undefined) return 'unknown';
  return changed === '' ? commit : `${commit}+changes`;
}

function git(...args: readonly string[]): string | undefined {
  try {
    const command = ['-C', ROOT, ...args];
    return execFileSync('git', command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return undefined;
  }
}
