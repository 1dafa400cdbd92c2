import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs';

/** What is looked at of the processes of a host (proc(5)). Names are below its folder; nothing here throws. */
export interface ProcessView {
  /** The processes that are running, in ascending order. */
  pids(): readonly number[];
  /** What a file says, or what the system calls the error: `EACCES`. */
  read(name: string): Buffer | string;
  /** Where a link leads, or the error as `{ error }`. */
  link(name: string): string | { readonly error: string };
  /** The first bytes of a file; none where it cannot be read. */
  head(name: string, length: number): Buffer;
}

/** The processes under a folder as Linux shows them, `/proc` or where that of a host is mounted. */
export function createProcessView(folder = '/proc'): ProcessView {
  const attempt = <Result>(look: () => Result): Result | { readonly error: string } => {
    try {
      return look();
    } catch (error) {
      return { error: (error as NodeJS.ErrnoException | undefined)?.code ?? String(error) };
    }
  };
  return {
    pids: () => {
      const names = attempt(() => readdirSync(folder));
      if (!Array.isArray(names)) return [];
      return names
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .sort((left, right) => left - right);
    },
    read: (name) => {
      const bytes = attempt(() => readFileSync(`${folder}/${name}`));
      return Buffer.isBuffer(bytes) ? bytes : bytes.error;
    },
    link: (name) => attempt(() => readlinkSync(`${folder}/${name}`)),
    head: (name, length) => {
      const bytes = attempt(() => {
        const descriptor = openSync(`${folder}/${name}`, 'r');
        try {
          const buffer = Buffer.alloc(length);
          return buffer.subarray(0, readSync(descriptor, buffer, 0, length, 0));
        } finally {
          closeSync(descriptor);
        }
      });
      return Buffer.isBuffer(bytes) ? bytes : Buffer.alloc(0);
    },
  };
}
