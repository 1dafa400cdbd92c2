import { setFlagsFromString } from 'node:v8';
import { compileSoon } from './compile-soon.ts';

/**
 * V8 optimizes a function after so many calls of it, a third of what it waits for by itself: whoever means to shake hands
 * for months gains by it from the second thousand on, and not from the tenth.
 */
const CALLS_FOR_SPEED = 1000;

/**
 * Has V8 work for speed, for whoever shakes hands all the time: compilers that begin as early as V8 has them by itself,
 * optimization that begins sooner, and a young generation that grows again (see `src/young-generation.ts`). A handshake
 * makes some 80 KB of objects, of which nothing stays; in a megabyte that is a collection for every dozen handshakes, and
 * each copies what the others need that are under way: a tenth of their processor time. It costs as much memory as the
 * young generation grows by, 32 MB at most, and only where so much is made.
 */
export function preferSpeed(): void {
  compileSoon();
  setFlagsFromString(`--invocation-count-for-turbofan=${CALLS_FOR_SPEED}`);
  setFlagsFromString('--semi-space-growth-factor=2');
}
