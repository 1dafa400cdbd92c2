import { lstat, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** As many links as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40;

/**
 * The path, as this process sees it, of an absolute path of a host whose root folder is mounted at `root`: symbolic
 * links are followed as the host would, absolute ones from its own root, and never out of it.
 *
 * Rejects where a part is missing or a link loops, with the `code` of the system call.
 */
export async function rootedPath(root: string, path: string): Promise<string> {
  if (root === '' || root === '/') return path;
  const left = path.split('/');
  let resolved: string[] = [];
  let links = 0;
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      resolved.pop();
      continue;
    }
    const here = join(root, ...resolved, part);
    if (!(await lstat(here)).isSymbolicLink()) {
      resolved.push(part);
      continue;
    }
    if (++links > MOST_LINKS)
      throw Object.assign(new Error(`ELOOP: too many links, '${path}'`), { code: 'ELOOP' });
    const link = await readlink(here);
    if (link.startsWith('/')) resolved = [];
    left.unshift(...link.split('/'));
  }
  return join(root, ...resolved);
}
