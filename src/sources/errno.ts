import type { BigIntStats } from 'node:fs';
import type { Finding } from '../model/problem.ts';

/** The error's symbolic code, such as `ENOENT`; `UNKNOWN` for what is no system error. */
export function errorCode(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'UNKNOWN';
}

/** What a failed file call means for the one who wrote the path (errno(3)). */
export function findingOfCode(code: string, call: string): Finding {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { reason: 'not_found', detail: 'There is no such file.' };
    case 'EACCES':
    case 'EPERM':
      return {
        reason: 'permission_denied',
        detail: `The exporter's user may not read it (${call}: ${code}).`,
      };
    case 'ELOOP':
      return {
        reason: 'io_error',
        detail: 'Its symbolic links lead in a circle, or there are more than 40.',
      };
    case 'ENXIO':
    case 'ENODEV':
      return { reason: 'not_regular_file', detail: 'It is a socket or a device without a driver.' };
    default:
      return { reason: 'io_error', detail: `Reading it failed (${call}: ${code}).` };
  }
}

/** Something that is there and is no file (inode(7)). Without `stats` it is known to be no folder, and no more. */
export function notRegular(stats?: BigIntStats): Finding {
  const what = stats === undefined ? 'a socket, a FIFO or a device' : kindInWords(stats);
  return { reason: 'not_regular_file', detail: `It is ${what} where a file was expected.` };
}

function kindInWords(stats: BigIntStats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  return stats.isSocket() ? 'a socket' : 'a device';
}
