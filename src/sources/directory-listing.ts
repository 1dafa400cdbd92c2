import { type Dirent, opendirSync } from 'node:fs';
import { type BytePath, toFsPath } from './byte-path.ts';
import type { TimeSlice } from './time-slice.ts';

export type EntryKind = 'file' | 'folder' | 'link' | 'other';

export interface Entry {
  readonly name: BytePath;
  readonly kind: EntryKind;
}

/** Names read from the kernel in one call. */
const AT_ONCE = 512;

/**
 * What is in a folder. Names that begin with `..` are left out: Kubernetes keeps each state of a mounted volume
 * under `..2024_05_01_…` and the current one behind `..data`, and what a person means are the links outside.
 * Throws what opendir(3) and readdir(3) fail with.
 */
export async function listDirectory(path: BytePath, slice: TimeSlice): Promise<Entry[]> {
  // Names come as buffers. As text they would come back garbled, on file systems whose listings say nothing of the
  // kind of an entry, when Node asks for it by name.
  const options = { bufferSize: AT_ONCE, encoding: 'buffer' as BufferEncoding };
  const folder = opendirSync(toFsPath(path), options);
  try {
    const entries: Entry[] = [];
    for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
      const name = (entry.name as unknown as Buffer).toString('latin1');
      if (!name.startsWith('..')) entries.push({ name, kind: kindOf(entry) });
      if (slice.due()) await slice.pause();
    }
    return entries;
  } finally {
    folder.closeSync();
  }
}

function kindOf(entry: Dirent): EntryKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}
