import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PathCertificate } from '../verify/path-certificate.ts';
import { readAnchors } from './anchor-reader.ts';

/** A bundle has a quarter of a megabyte; what is larger than this is none. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Certificates in a folder, links to them included; more are not looked at. */
const MOST_FILES = 4096;

/** The state of a place: as long as it is the same, so are its anchors. */
export interface PlaceState {
  readonly identity: string;
  /** The files to read, in a fixed order. */
  readonly files: readonly string[];
}

/** What a place holds, and what kept some of it from being read: the end of a sentence. */
export interface PlaceAnchors {
  readonly anchors: readonly PathCertificate[];
  readonly problem?: string;
}

/**
 * Looks at a file, or at the files of a folder, without reading them. Names that begin with a dot are no certificates:
 * Kubernetes keeps the past and the present of a volume behind such names.
 * Rejects as the system calls do.
 */
export async function placeState(path: string): Promise<PlaceState> {
  const identity = await identityOf(path);
  if (identity.isFile) return { identity: identity.text, files: [path] };
  const names = (await readdir(path)).filter((name) => !name.startsWith('.'));
  const parts = [identity.text];
  const files: string[] = [];
  for (const name of names.sort().slice(0, MOST_FILES)) {
    const file = join(path, name);
    try {
      const state = await identityOf(file);
      parts.push(state.text);
      if (state.isFile) files.push(file);
    } catch {
      // A link that dangles is how a root that was taken away often looks.
      parts.push(`${name}:missing`);
    }
  }
  return { identity: parts.join('\n'), files };
}

/** Reads what was seen of a place. In a folder a file that cannot be read hides no other. */
export async function readPlace({ files }: PlaceState): Promise<PlaceAnchors> {
  const anchors: PathCertificate[] = [];
  const problems: string[] = [];
  for (const file of files) {
    try {
      const read = readAnchors(await readBounded(file));
      // Not by spreading: a call takes only so many arguments.
      for (const anchor of read.anchors) anchors.push(anchor);
      if (read.unreadable > 0) problems.push(`${read.unreadable} blocks of ${file} cannot be read`);
    } catch (error) {
      problems.push(`${file} cannot be read (${codeOf(error)})`);
    }
  }
  const [first] = problems;
  const more = problems.length > 1 ? `, and ${problems.length - 1} more problems` : '';
  return first === undefined ? { anchors } : { anchors, problem: `${first}${more}` };
}

/** What the operating system calls an error: `ENOENT`. */
export function codeOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  return code ?? (error instanceof Error ? error.message : String(error));
}

async function readBounded(file: string): Promise<Buffer> {
  const { size } = await stat(file);
  if (size > MOST_BYTES) throw new Error(`more than ${MOST_BYTES} bytes`);
  return readFile(file);
}

/** Device, inode, size and times: nothing changes in a file without changing one of them. */
async function identityOf(path: string): Promise<{ text: string; isFile: boolean }> {
  const state = await stat(path, { bigint: true });
  const isFile = state.isFile();
  if (!isFile && !state.isDirectory()) throw new Error('neither a file nor a folder');
  return { text: [path, state.dev, state.ino, state.size, state.mtimeNs, state.ctimeNs].join(':'), isFile };
}
