import { lstatSync, statSync } from 'node:fs';
import { type BytePath, toFsPath } from './byte-path.ts';
import { errorCode } from './errno.ts';
import type { PathResolver, Resolution } from './path-resolver.ts';

const STAT = { bigint: true, throwIfNoEntry: false } as const;

/** The kernel follows the links: one call for each name. For where there is neither another root nor a network mount. */
export function createKernelResolver(): PathResolver {
  const follow = (folder: BytePath, name: BytePath): Resolution => statPath(`${folder}/${name}`);
  return { root: statPath(''), resolvesLinks: false, follow, followFile: follow };
}

function statPath(path: BytePath): Resolution {
  const fsPath = toFsPath(path);
  try {
    const stats = statSync(fsPath, STAT);
    if (stats !== undefined) return { kind: 'found', path, stats };
  } catch (error) {
    const code = errorCode(error);
    if (code !== 'ENOTDIR') return { kind: 'failed', code };
  }
  return { kind: 'missing', dangling: isLink(fsPath) };
}

function isLink(fsPath: string | Buffer): boolean {
  try {
    return lstatSync(fsPath, STAT)?.isSymbolicLink() ?? false;
  } catch {
    // A name below something that is no folder, or that has just become unreadable, is no link to speak of.
    return false;
  }
}
