import { setFlagsFromString } from 'node:v8';
import { compileSoon } from './compile-soon.ts';

/**
 * Has V8 work for speed, for whoever shakes hands all the time: compilers that begin as early as V8 has them by itself,
 * and a young generation that grows again (see `src/young-generation.ts`). A handshake makes some 80 KB of objects, of
 * which nothing stays; in a megabyte that is a collection for every dozen handshakes, and each copies what the others
 * need that are under way: a tenth of their processor time. It costs as much memory as the young generation grows by,
 * 32 MB at most, and only where so much is made.
 */
export function preferSpeed(): void {
  compileSoon();
  setFlagsFromString('--semi-space-growth-factor=2');
}
