import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** As many links as Linux follows (path_resolution(7)). */
const MOST_LINKS = 40;

/** One folder, link or file on the way to a bundle, the bundle itself included. */
export interface Hop {
  /** As a person on the host would write it, links before it followed. */
  readonly path: string;
  readonly kind: 'folder' | 'link' | 'file' | 'other';
  /** Numeric user and group, as this process sees them. */
  readonly uid: number;
  readonly gid: number;
  /** The permission bits with set-id and sticky bits. */
  readonly mode: number;
  /** Unix seconds at which it was made, renamed or given other rights: a link can only be made anew. */
  readonly changedAt: number;
}

/** A path followed to its end. */
export interface HostPath {
  /** The host's root folder first, the file or folder itself last. */
  readonly hops: readonly Hop[];
  /** The path on the host that the links lead to. */
  readonly resolved: string;
  /** The same as this process opens it. */
  readonly opened: string;
}

/**
 * Follows an absolute path of a host whose root folder is `root`, link by link, as the host would: absolute links
 * begin at its root, and none leads out of it. Everybody who may change one of the hops may change what is read.
 *
 * @param onStep Told of each hop's path on the host before it is looked at, so that the last one is where it ended.
 * @throws where a part is missing, may not be looked at, or a link loops, with the `code` of the system call.
 */
export function followHostPath(root: string, path: string, onStep?: (path: string) => void): HostPath {
  const hops: Hop[] = [hopAt(root, [])];
  const left = path.split('/');
  let resolved: string[] = [];
  let links = 0;
  for (let part = left.shift(); part !== undefined; part = left.shift()) {
    if (part === '' || part === '.') continue;
    if (part === '..') {
      resolved = resolved.slice(0, -1);
      continue;
    }
    const parts = [...resolved, part];
    onStep?.(`/${parts.join('/')}`);
    const hop = hopAt(root, parts);
    hops.push(hop);
    if (hop.kind !== 'link') {
      resolved = parts;
      continue;
    }
    if (++links > MOST_LINKS)
      throw Object.assign(new Error(`ELOOP: too many links, '${path}'`), { code: 'ELOOP' });
    const link = readlinkSync(join(root, ...parts));
    if (link.startsWith('/')) resolved = [];
    left.unshift(...link.split('/'));
  }
  return { hops, resolved: `/${resolved.join('/')}`, opened: join(root, ...resolved) };
}

function hopAt(root: string, parts: readonly string[]): Hop {
  const stats = lstatSync(join(root, ...parts));
  const kind = stats.isSymbolicLink()
    ? 'link'
    : stats.isDirectory()
      ? 'folder'
      : stats.isFile()
        ? 'file'
        : 'other';
  const { uid, gid } = stats;
  const mode = stats.mode & 0o7777;
  return { path: `/${parts.join('/')}`, kind, uid, gid, mode, changedAt: stats.ctimeMs / 1000 };
}
