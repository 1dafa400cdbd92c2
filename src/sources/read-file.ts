import * as fs from 'node:fs';
import type { Finding } from '../model/problem.ts';
import { type BytePath, toFsPath } from './byte-path.ts';
import { errorCode, findingOfCode, notRegular } from './errno.ts';
import { type FileIdentity, identityOf, sameIdentity } from './file-identity.ts';

export interface ReadLimits {
  /** Bytes. A larger file is not read at all, and one that grows beyond it no further. */
  readonly maxBytes: number;
  /**
   * Where it is there, the last name must be no symbolic link and the open file must lie in this folder: links have
   * been followed before, and whoever swaps one in afterwards must not lead us out.
   */
  readonly inside: BytePath | undefined;
}

export type ReadResult =
  | { readonly kind: 'read'; readonly bytes: Buffer; readonly identity: FileIdentity }
  /** It has gone since its name was found. */
  | { readonly kind: 'gone' }
  /** Something else is there since its links were followed: follow them again. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'failed'; readonly finding: Finding };

/** The calls that it makes; node:fs, but for tests of what happens between two of them. */
export type FileCalls = Pick<typeof fs, 'openSync' | 'fstatSync' | 'readSync' | 'closeSync' | 'readlinkSync'>;

/** How often a file that changes while it is read is read again. */
const MOST_TRIES = 4;

/** Bytes. Most files that say they are empty are, so that the first piece of one is small. */
const FIRST_CHUNK = 512;
const CHUNK = 64 * 1024;

/** Opening must not wait for a writer at the other end, nor make a terminal ours. libuv adds `O_CLOEXEC`. */
const OPEN = fs.constants.O_RDONLY | fs.constants.O_NONBLOCK | fs.constants.O_NOCTTY;

/** Reads one regular file whole, as it was at one moment. Never throws. */
export function readWholeFile(path: BytePath, limits: ReadLimits, calls: FileCalls = fs): ReadResult {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const result = readOnce(path, limits, calls);
    if (result !== 'changed') return result;
  }
  const detail = `It changed each of the ${MOST_TRIES} times that it was read.`;
  return { kind: 'failed', finding: { reason: 'io_error', detail } };
}

function readOnce(path: BytePath, limits: ReadLimits, calls: FileCalls): ReadResult | 'changed' {
  let call = 'open';
  let file: number | undefined;
  try {
    const flags = limits.inside === undefined ? OPEN : OPEN | fs.constants.O_NOFOLLOW;
    file = calls.openSync(toFsPath(path), flags);
    call = 'read';
    return readOpen(file, limits, calls);
  } catch (error) {
    const code = errorCode(error);
    if (call === 'open' && (code === 'ENOENT' || code === 'ENOTDIR')) return { kind: 'gone' };
    if (call === 'open' && code === 'ELOOP' && limits.inside !== undefined) return { kind: 'moved' };
    return { kind: 'failed', finding: findingOfCode(code, call) };
  } finally {
    if (file !== undefined) calls.closeSync(file);
  }
}

function readOpen(file: number, limits: ReadLimits, calls: FileCalls): ReadResult | 'changed' {
  const before = calls.fstatSync(file, { bigint: true });
  if (!before.isFile()) return { kind: 'failed', finding: notRegular(before) };
  if (limits.inside !== undefined && !liesIn(file, limits.inside, calls)) return { kind: 'moved' };
  if (before.size > limits.maxBytes) return tooLarge(limits);
  const size = Number(before.size);
  // Files of /proc say that they are empty.
  const bytes = size === 0 ? readToEnd(file, limits.maxBytes, calls) : readSized(file, size, calls);
  if (bytes.length > Math.max(size, limits.maxBytes)) return tooLarge(limits);
  const after = calls.fstatSync(file, { bigint: true });
  const whole = size === 0 || bytes.length === size;
  return whole && sameIdentity(before, after)
    ? { kind: 'read', bytes, identity: identityOf(before) }
    : 'changed';
}

/** As many bytes as were announced, and one more if there is one: that it has grown must show. */
function readSized(file: number, size: number, calls: FileCalls): Buffer {
  const buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  while (length < buffer.length) {
    const count = calls.readSync(file, buffer, length, buffer.length - length, null);
    if (count === 0) break;
    length += count;
  }
  return buffer.subarray(0, length);
}

/** Everything there is, and where that is too much some bytes more than `most`. */
function readToEnd(file: number, most: number, calls: FileCalls): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  while (length <= most) {
    const chunk = Buffer.allocUnsafe(length === 0 ? FIRST_CHUNK : CHUNK);
    const count = calls.readSync(file, chunk, 0, chunk.length, null);
    if (count === 0) break;
    chunks.push(chunk.subarray(0, count));
    length += count;
  }
  return Buffer.concat(chunks, length);
}

function liesIn(file: number, folder: BytePath, calls: FileCalls): boolean {
  try {
    return calls.readlinkSync(`/proc/self/fd/${file}`, 'latin1').startsWith(`${folder}/`);
  } catch {
    // Without /proc there is no telling; the last name was no link, which the kernel has seen to.
    return true;
  }
}

function tooLarge({ maxBytes }: ReadLimits): ReadResult {
  const detail = `It has more than ${maxBytes} bytes, which is the most that is read.`;
  return { kind: 'failed', finding: { reason: 'too_large', detail } };
}
