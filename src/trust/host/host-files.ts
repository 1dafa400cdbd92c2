import { readdirSync, readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';

/** What is looked at of a host's file system. Paths are absolute and the host's own; nothing here throws. */
export interface HostFiles {
  /** Whether a path leads to a file or a folder; undefined for everything else, and where it cannot be looked at. */
  kind(path: string): 'file' | 'folder' | undefined;
  /** Where a path leads once all links are followed, still as a path of the host; undefined where to nothing. */
  resolve(path: string): string | undefined;
  /** The names in a folder, in ascending order; none where there is no such folder. */
  list(path: string): readonly string[];
  /** All bytes of a file, or what the system calls the error: `ENOENT`, `EFBIG` for more than is read. */
  read(path: string): Buffer | string;
  /** What a symbolic link says; undefined where the last component is none. */
  link(path: string): string | undefined;
  /** A text that is another once a file may have changed; undefined where there is none. */
  identity(path: string): string | undefined;
  /**
   * Unix seconds at which a file's content changed at the latest: the later one of its two times, because a package
   * keeps the first and a change of rights moves the second.
   */
  changedAt(path: string): number | undefined;
  /** Unix seconds at which a link on the way to a file last changed; undefined where there is none. */
  linkedAt(path: string): number | undefined;
}

export interface HostFilesOptions {
  /** Where the host's file system is mounted; `/` where it is this process's own. */
  readonly root: string;
  /**
   * The path, as this process sees it, of an absolute path of the host, links followed inside the root alone.
   * @throws where there is nothing.
   */
  readonly locate: (path: string) => string;
  /**
   * Unix seconds at which the links that a path leads over last changed, in any order. Default: none is looked at.
   * @throws where there is nothing.
   */
  readonly linkTimes?: (path: string) => readonly number[];
  /** Larger files are not read. Default: 256 MiB, because runtimes are larger than bundles. */
  readonly mostBytes?: number;
}

/** A Node.js has a hundred megabytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/** A host's file system by way of the kernel. Only regular files are opened, so that a FIFO holds nobody up. */
export function createHostFiles(options: HostFilesOptions): HostFiles {
  const { root, locate, linkTimes = () => [], mostBytes = MOST_BYTES } = options;
  const prefix = root.replace(/\/+$/, '');
  const kind: HostFiles['kind'] = (path) => {
    const stats = attempt(() => statSync(locate(path)));
    return stats?.isFile() ? 'file' : stats?.isDirectory() ? 'folder' : undefined;
  };
  const resolve: HostFiles['resolve'] = (path) =>
    attempt(() => {
      const located = prefix === '' ? realpathSync(path) : locate(path);
      statSync(located);
      return located.slice(prefix.length) || '/';
    });
  return {
    kind,
    resolve,
    list: (path) => attempt(() => readdirSync(locate(path)).sort()) ?? [],
    read: (path) => {
      try {
        const located = locate(path);
        const stats = statSync(located);
        if (!stats.isFile()) return stats.isDirectory() ? 'EISDIR' : 'not a regular file';
        return stats.size > mostBytes ? 'EFBIG' : readFileSync(located);
      } catch (error) {
        return codeOf(error);
      }
    },
    link: (path) =>
      attempt(() => {
        const cut = path.lastIndexOf('/');
        const parent = cut <= 0 ? '/' : locate(path.slice(0, cut));
        return readlinkSync(`${parent}/${path.slice(cut + 1)}`);
      }),
    identity: (path) =>
      attempt(() => {
        const { dev, ino, size, mtimeNs, ctimeNs } = statSync(locate(path), { bigint: true });
        return [dev, ino, size, mtimeNs, ctimeNs].join(':');
      }),
    changedAt: (path) =>
      attempt(() => {
        const { mtimeMs, ctimeMs } = statSync(locate(path));
        return Math.max(mtimeMs, ctimeMs) / 1000;
      }),
    linkedAt: (path) => {
      const times = attempt(() => linkTimes(path)) ?? [];
      return times.length === 0 ? undefined : Math.max(...times);
    },
  };
}

function attempt<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException | undefined)?.code ?? String(error);
}
