import { breather } from './breather.ts';
import type { Html } from './html.ts';

/** Characters that are handed on at a time. */
const CHUNK = 32_768;

/** Joins small pieces of markup to chunks worth sending, and gives others their turn between the chunks. */
export async function* inSlices(pieces: Iterable<Html>): AsyncGenerator<string, void, undefined> {
  const pause = breather();
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece.text;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
    const turn = pause();
    if (turn !== undefined) await turn;
  }
  if (chunk !== '') yield chunk;
}
