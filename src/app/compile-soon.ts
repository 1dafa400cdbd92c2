import { setFlagsFromString } from 'node:v8';

/** So many files are worth compiling for. */
const MANY_FILES = 2000;

/** When V8 compiles a function, as V8 has it by itself: at once without optimizing, and for speed after so many calls. */
export const V8_DEFAULTS = [
  '--sparkplug',
  '--invocation-count-for-maglev=400',
  '--invocation-count-for-maglev-osr=100',
  '--invocation-count-for-turbofan=3000',
  '--invocation-count-for-osr=500',
] as const;

let isSoon = false;

/**
 * Has V8 compile as early as it does by itself, for whoever has much to do. The image starts the exporter with
 * compilers that wait a hundred thousand calls (see the Dockerfile): using them at all costs 12 MB, for which nobody
 * with a few hundred certificates gets anything. With 20,000 the first collection would take half as long again.
 *
 * To be called before the work begins: a function that has run keeps the number of calls that it was given.
 */
export function compileSoon(): void {
  if (isSoon) return;
  isSoon = true;
  for (const flag of V8_DEFAULTS) setFlagsFromString(flag);
}

/** The same where so many files are to be read that it is worth it. */
export function compileSoonFor(files: number): void {
  if (files >= MANY_FILES) compileSoon();
}
