import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { RotationOrigin } from '../../model/rotation.ts';

/** What files are like at one moment. */
export interface Look {
  /** Where they are, their inodes, sizes and times: while it stays the same nobody has to read them. */
  readonly identity: string;
  /** Of each file the SHA-256 in lower-case hex, or why it cannot be read. */
  readonly contents: readonly string[];
  /** False where they were read so soon after a change that another one since may not show in their times. */
  readonly isSure: boolean;
}

/** What a folder of anchors is read for; names that begin with a dot are somebody's own affair. */
const ANCHOR_NAME = /^[^.].*\.(?:crt|pem)$/;

const PIECE = 65_536;

/** Milliseconds between two values of the clock that file systems write times by; ten of them at the most. */
const TICK = 100;

/**
 * Looks at a file, or at the certificates of a folder. Reads only where something may have changed since `before`,
 * never more than `maxBytes` of a file, and never what is no regular file. Never throws.
 */
export async function look(paths: readonly string[], maxBytes: number, before?: Look): Promise<Look> {
  const now = Date.now();
  const stats = await Promise.all(paths.map(statOf));
  const identity = stats.map(({ text }, index) => `${paths[index]}\0${text}`).join('\0');
  if (before?.isSure && identity === before.identity) return before;
  const contents: string[] = [];
  for (const path of paths) contents.push(await contentOf(path, maxBytes));
  const changed = Math.max(0, ...stats.map((each) => each.changed));
  return { identity, contents, isSure: now > changed + TICK };
}

/** The files of an origin, in the order in which they are read; none of a URL. */
export async function originFiles(origin: RotationOrigin): Promise<readonly string[]> {
  if (origin.type === 'url') return [];
  if (origin.type === 'file') return [origin.path];
  try {
    const names = await readdir(origin.path);
    const taken = names.filter((name) => ANCHOR_NAME.test(name)).toSorted();
    return taken.map((name) => join(origin.path, name));
  } catch {
    // As long as the folder itself cannot be listed, it is what is looked at.
    return [origin.path];
  }
}

/** Whether both saw the same; where that was does not matter. */
export function sameContents(one: Look, other: Look): boolean {
  return isDeepStrictEqual(one.contents, other.contents);
}

async function statOf(path: string): Promise<{ readonly text: string; readonly changed: number }> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs, ctimeMs } = await stat(path, { bigint: true });
    return { text: [dev, ino, size, mtimeNs, ctimeNs].join(':'), changed: Number(ctimeMs) };
  } catch (error) {
    return { text: codeOf(error), changed: 0 };
  }
}

async function contentOf(path: string, maxBytes: number): Promise<string> {
  try {
    // Without O_NONBLOCK a FIFO would hold the thread until somebody writes.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) return 'no regular file';
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(PIECE);
    for (let total = 0; ; ) {
      const { bytesRead } = await file.read(piece, 0, PIECE, total);
      if (bytesRead === 0) return hash.digest('hex');
      total += bytesRead;
      if (total > maxBytes) return 'too large';
      hash.update(piece.subarray(0, bytesRead));
    }
  } catch (error) {
    return codeOf(error);
  }
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? String(error);
