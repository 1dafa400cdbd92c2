import { join } from 'node:path/posix';
import type { Environment } from './choice.ts';

/** A path as pip, git and wget take it from a file or a variable: `~/` is in the home, where there is one. */
export function atHome(path: string, { HOME }: Environment): string {
  return HOME !== undefined && path.startsWith('~/') ? join(HOME, path.slice(2)) : path;
}
