import { type BigIntStats, lstatSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { followHostPath, type Hop } from '../../trust/audit/host-path.ts';
import { errorWord } from '../../trust/audit/read-bounded.ts';
import type { TargetRefusal } from './target.ts';

/** Where a configured path leads. */
export interface ResolvedTarget {
  /** The file itself: renaming over a link would leave what it led to as it was. */
  readonly path: string;
  readonly folder: string;
  /** Every folder and link on the way. */
  readonly hops: readonly Hop[];
  /** Undefined where there is nothing of that name yet. */
  readonly stats: BigIntStats | undefined;
}

/** Follows a configured path to the file that it means; never throws. */
export function resolveTarget(configured: string): ResolvedTarget | TargetRefusal {
  const name = basename(configured);
  if (!configured.startsWith('/') || ['', '.', '..'].includes(name))
    return { refused: `${configured} is not the absolute path of a file` };
  let folder: ReturnType<typeof followHostPath>;
  try {
    folder = followHostPath('/', dirname(configured));
  } catch (error) {
    return { refused: `the folder ${dirname(configured)} cannot be reached (${errorWord(error)})` };
  }
  const path = join(folder.resolved, name);
  const stats = statsOf(path);
  if (typeof stats === 'string') return { refused: `${path} cannot be looked at (${stats})` };
  if (!stats?.isSymbolicLink()) return { path, folder: folder.resolved, hops: folder.hops, stats };
  return followLink(configured);
}

function followLink(configured: string): ResolvedTarget | TargetRefusal {
  try {
    const { hops, resolved } = followHostPath('/', configured);
    const stats = lstatSync(resolved, { bigint: true });
    return { path: resolved, folder: dirname(resolved), hops, stats };
  } catch (error) {
    const word = errorWord(error);
    return word === 'ENOENT'
      ? {
          refused: `${configured} is a symbolic link that leads to nothing: make the file that it should lead to, or remove the link`,
        }
      : { refused: `the symbolic link ${configured} cannot be followed (${word})` };
  }
}

/** Undefined where there is nothing; what the system calls any other error. */
function statsOf(path: string): BigIntStats | string | undefined {
  try {
    return lstatSync(path, { bigint: true });
  } catch (error) {
    const word = errorWord(error);
    return word === 'ENOENT' ? undefined : word;
  }
}
