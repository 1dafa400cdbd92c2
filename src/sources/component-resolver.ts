import { type BigIntStats, lstatSync, readlinkSync } from 'node:fs';
import { type BytePath, parentOf, toBytePath, toFsPath } from './byte-path.ts';
import { errorCode } from './errno.ts';
import type { PathResolver, Resolution } from './path-resolver.ts';

const LSTAT = { bigint: true, throwIfNoEntry: false } as const;

/** As many symbolic links as the kernel follows in one path (path_resolution(7)). */
const MOST_LINKS = 40;

/**
 * Follows links itself, one component at a time, and looks at the table of mounts before each step: nothing that
 * lies on a network mount is touched. With another root it resolves as chroot(2) and openat2(2) with
 * `RESOLVE_IN_ROOT` do: absolute links start at that root, and `..` at the root stays there.
 *
 * It remembers the folders that it has seen; make a new one for each collection.
 */
export function createComponentResolver(
  rootFolder: string | undefined,
  mounts: ReadonlySet<BytePath>,
): PathResolver {
  // The root itself may be named by way of links; from then on its path has none.
  const host = new Follower('', mounts);
  const root = rootFolder === undefined ? host.start() : host.path(toBytePath(rootFolder));
  const inside = new Follower(root.kind === 'found' ? root.path : '', mounts);
  return {
    root,
    resolvesLinks: true,
    follow: (folder, name) => inside.follow(folder, name),
    followFile: (folder, name) => inside.followFile(folder, name),
  };
}

class Follower {
  readonly #root: BytePath;
  readonly #mounts: ReadonlySet<BytePath>;
  readonly #folders = new Map<BytePath, BigIntStats>();

  constructor(root: BytePath, mounts: ReadonlySet<BytePath>) {
    this.#root = root;
    this.#mounts = mounts;
  }

  start(): Resolution {
    return this.#guarded(() => {
      const stats = lstatSync(toFsPath(this.#root), LSTAT);
      return stats === undefined
        ? { kind: 'missing', dangling: false }
        : { kind: 'found', path: this.#root, stats };
    });
  }

  path(path: BytePath): Resolution {
    const trimmed = path.replace(/\/+$/, '');
    return trimmed === '' ? this.start() : this.follow(this.#root, trimmed);
  }

  follow(folder: BytePath, path: BytePath): Resolution {
    return this.#guarded(() => this.#walk(folder, path));
  }

  followFile(folder: BytePath, name: BytePath): Resolution {
    return this.#guarded(() => {
      const path = `${folder}/${name}`;
      if (this.#mounts.has(path)) return { kind: 'remote', mount: path };
      const stats = lstatSync(toFsPath(path), LSTAT);
      if (stats === undefined) return { kind: 'missing', dangling: false };
      return stats.isSymbolicLink() ? this.#walk(folder, name) : { kind: 'found', path, stats };
    });
  }

  #guarded(walk: () => Resolution): Resolution {
    try {
      return walk();
    } catch (error) {
      return { kind: 'failed', code: errorCode(error) };
    }
  }

  #walk(folder: BytePath, path: BytePath): Resolution {
    const left = split(path);
    let at = folder;
    let found: BigIntStats | undefined;
    let links = 0;
    for (let name = left.pop(); name !== undefined; name = left.pop()) {
      if (name === '..') {
        // `at` holds no links, so that the folder above it is what its text says.
        at = at === this.#root ? at : parentOf(at);
        found = undefined;
        continue;
      }
      const candidate = `${at}/${name}`;
      if (this.#mounts.has(candidate)) return { kind: 'remote', mount: candidate };
      const stats = this.#stats(candidate, left.length > 0);
      if (stats === undefined) return { kind: 'missing', dangling: links > 0 };
      if (stats.isSymbolicLink()) {
        if (++links > MOST_LINKS) return { kind: 'failed', code: 'ELOOP' };
        const target = readlinkSync(toFsPath(candidate), 'latin1');
        if (target.startsWith('/')) {
          at = this.#root;
          found = undefined;
        }
        left.push(...split(target));
        continue;
      }
      if (left.length > 0 && !stats.isDirectory()) return { kind: 'missing', dangling: links > 0 };
      at = candidate;
      found = stats;
    }
    const stats = found ?? lstatSync(toFsPath(at), LSTAT);
    return stats === undefined ? { kind: 'missing', dangling: true } : { kind: 'found', path: at, stats };
  }

  #stats(path: BytePath, onTheWay: boolean): BigIntStats | undefined {
    if (!onTheWay) return lstatSync(toFsPath(path), LSTAT);
    const known = this.#folders.get(path);
    if (known !== undefined) return known;
    const stats = lstatSync(toFsPath(path), LSTAT);
    if (stats?.isDirectory()) this.#folders.set(path, stats);
    return stats;
  }
}

/** The components, last one first, so that the next one is taken from the end. */
function split(path: BytePath): BytePath[] {
  return path
    .split('/')
    .filter((name) => name !== '' && name !== '.')
    .toReversed();
}
