import { readFileSync } from 'node:fs';
import { type Journal, readContent } from './journal.ts';
import { sha256 } from './sha256.ts';
import { isTorn } from './write-in-place.ts';

/**
 * How far a run has come, by what is in its target: what was there before, what it wanted to put there, half of it
 * (in place alone), or what somebody else has written.
 */
export type Progress = 'before' | 'after' | 'torn' | 'foreign';

/** Compares the target with the journal of a run. @throws what the system says where it cannot be read. */
export function progressOf(directory: string, journal: Journal): Progress {
  const { path, way, sha256Before, sha256After, backup } = journal;
  const content = readIfThere(path);
  const hash = content && sha256(content);
  if (hash === sha256Before) return 'before';
  if (hash === sha256After) return 'after';
  if (way === 'rename' || content === undefined || backup === undefined) return 'foreign';
  const before = readIfThere(backup);
  const after = readContent(directory, path);
  if (before === undefined || after === undefined || sha256(before) !== sha256Before) return 'foreign';
  return isTorn(content, before, after) ? 'torn' : 'foreign';
}

/** Undefined where there is no such file. */
export function readIfThere(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
