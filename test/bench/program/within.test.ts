import { expect, it } from 'vitest';
import { BenchError } from '../../../bench/bench-error.ts';
import { within } from '../../../bench/program/within.ts';

it('says what did not come', async () => {
  const never = new Promise(() => undefined);
  await expect(within(5, 'to be ready', never)).rejects.toThrow(
    new BenchError('to be ready: not within 0.005 s'),
  );
});

it('gives back what came in time, and the error where that came', async () => {
  await expect(within(60_000, 'it', Promise.resolve(1))).resolves.toBe(1);
  await expect(within(60_000, 'it', Promise.reject(new Error('no')))).rejects.toThrow('no');
});
