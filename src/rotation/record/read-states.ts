import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errorWord } from '../../trust/audit/read-bounded.ts';
import { statePlace } from './places.ts';
import type { RotationStates } from './rotation-states.ts';

/** A rotation takes some three hundred bytes. */
const MOST_BYTES = 1024 * 1024;

/** Without waiting for the other end of a FIFO. */
const OPEN = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

/**
 * What came of the rotations, as the rotator has left it for those who may only read. The file is somebody else's:
 * whatever is in it, this never throws, and gives way while it reads.
 */
export async function readStates(directory: string): Promise<RotationStates> {
  const place = statePlace(directory);
  const text = await readText(place).catch((error: unknown) => ({ wrong: errorWord(error) }));
  if (text === undefined) {
    const trouble = `there is no ${place}: no rotation has run yet, or its directory is not the one that is read here`;
    return { states: [], trouble, isMissing: true };
  }
  // Its schema is large, and loaded where there is such a file.
  const { parseState } = await import('./state-file.ts');
  const state = typeof text === 'string' ? parseState(text) : text.wrong;
  if (typeof state !== 'string') return { states: state.states, trouble: undefined, isMissing: false };
  return { states: [], trouble: `the state file ${place} cannot be used: ${state}`, isMissing: false };
}

/** Undefined where there is no file. */
async function readText(place: string): Promise<string | { readonly wrong: string } | undefined> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(place, OPEN);
  } catch (error) {
    if (errorWord(error) === 'ENOENT') return undefined;
    throw error;
  }
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return { wrong: 'it is no regular file' };
    if (stats.size > MOST_BYTES) return { wrong: `it has more than ${MOST_BYTES} bytes` };
    // As large as it was when it was looked at, so that one that grows is not read for ever.
    const bytes = Buffer.alloc(stats.size);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.toString('utf8', 0, length);
  } finally {
    await file.close();
  }
}
