import { type BigIntStats, constants } from 'node:fs';
import { lstat, open, stat } from 'node:fs/promises';
import { visible } from '../../model/visible.ts';

/** Opening must not wait for a writer at the other end of a FIFO that was put there after the look. */
const OPEN = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
const CHUNK = 1024 * 1024;

/** A path; as bytes where its name may not be UTF-8. */
export type FilePath = string | Buffer;

/** A file that cannot be used, in a sentence without a full stop that begins with its path. */
export class FileFault extends Error {
  override readonly name = 'FileFault';
}

/** What `stableRead` compares: nothing is written to a file, or put in its place, without changing it. */
export async function fileState(path: FilePath): Promise<string> {
  const stats = await statOf(path);
  return stateOf(stats, stats.size);
}

/** The bytes of a file, and its state as `fileState` tells it after they were read. */
export interface FileRead {
  readonly bytes: Buffer;
  readonly state: string;
}

/**
 * Reads a regular file.
 * @param maxBytes the most that is read; a file that has more is a fault
 * @throws FileFault
 */
export async function readRegularFile(
  path: FilePath,
  maxBytes: number,
  signal: AbortSignal,
): Promise<FileRead> {
  // Looked at before it is opened: to open a device can already do something.
  regular(path, await statOf(path));
  const handle = await opened(path);
  try {
    regular(path, await handle.stat({ bigint: true }));
    const chunks: Buffer[] = [];
    let length = 0;
    while (length <= maxBytes) {
      signal.throwIfAborted();
      const { buffer, bytesRead } = await handle.read({ buffer: Buffer.allocUnsafe(CHUNK) });
      if (bytesRead === 0) {
        const stats = await handle.stat({ bigint: true });
        // A clock that is coarse shows no difference between a file half written and the whole one; its size does.
        // Files of the kernel's own say that they have none.
        const size = stats.size === 0n ? 0n : BigInt(length);
        return { bytes: Buffer.concat(chunks, length), state: stateOf(stats, size) };
      }
      chunks.push(buffer.subarray(0, bytesRead));
      length += bytesRead;
    }
  } catch (error) {
    throw signal.aborted ? signal.reason : faultOf(path, error);
  } finally {
    // Nothing was written, so that nothing is lost where this fails.
    await handle.close().catch(() => undefined);
  }
  throw new FileFault(`${shown(path)} has more than ${maxBytes} bytes`);
}

/** A path for people. */
export function shown(path: FilePath): string {
  return visible(path.toString());
}

async function statOf(path: FilePath): Promise<BigIntStats> {
  try {
    return await stat(path, { bigint: true });
  } catch (error) {
    throw (await dangles(path, error))
      ? new FileFault(`${shown(path)} is a symbolic link that leads nowhere`)
      : faultOf(path, error);
  }
}

async function dangles(path: FilePath, error: unknown): Promise<boolean> {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return false;
  return lstat(path).then(
    (stats) => stats.isSymbolicLink(),
    () => false,
  );
}

async function opened(path: FilePath): ReturnType<typeof open> {
  try {
    return await open(path, OPEN);
  } catch (error) {
    throw faultOf(path, error);
  }
}

function regular(path: FilePath, stats: BigIntStats): void {
  if (stats.isFile()) return;
  const kind = stats.isDirectory()
    ? 'a folder'
    : stats.isFIFO()
      ? 'a FIFO'
      : stats.isSocket()
        ? 'a socket'
        : 'a device';
  throw new FileFault(`${shown(path)} is ${kind}, not a file`);
}

function stateOf({ dev, ino, mtimeNs, ctimeNs }: BigIntStats, size: bigint): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':');
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  ENOTDIR: 'does not exist: a part of its path is no folder',
  EACCES: 'may not be read by this user (EACCES)',
  ELOOP: 'is a symbolic link that leads back to itself',
};

/** Says which call on a path failed, in words where there are some. */
export function faultOf(path: FilePath, error: unknown): FileFault {
  if (error instanceof FileFault) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  return new FileFault(`${shown(path)} ${WORDS[code ?? ''] ?? `cannot be read (${code ?? message})`}`, {
    cause: error,
  });
}
