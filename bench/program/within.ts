import { setTimeout as delay } from 'node:timers/promises';
import { BenchError } from '../bench-error.ts';

/** Waits for something, but no longer than `milliseconds`. @throws BenchError that says `what` did not come. */
export async function within<T>(milliseconds: number, what: string, promise: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = delay(milliseconds, undefined, { signal: done.signal }).then(
    () => Promise.reject(new BenchError(`${what}: not within ${milliseconds / 1000} s`)),
    () => new Promise<never>(() => undefined),
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    done.abort();
  }
}
