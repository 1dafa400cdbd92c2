import type { Pause } from './breather.ts';
import type { Html } from './html.ts';

/** Characters that are handed on at a time. */
const CHUNK = 32_768;

/** Joins small pieces of markup to chunks worth sending, and gives others their turn between the pieces. */
export async function* inSlices(
  pieces: Iterable<Html>,
  pause: Pause,
): AsyncGenerator<string, void, undefined> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece.text;
    const turn = pause();
    if (turn !== undefined) await turn;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
