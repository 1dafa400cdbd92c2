import { expect, it } from 'vitest';
import type { Source } from '../../src/model/source.ts';
import { runSource } from '../../src/sources/run.ts';

const collection = { certificates: [], problems: [], complete: true };

it('takes the time at the end and how long it took', async () => {
  const source: Source = { name: 'test', type: 'files', interval: 60, collect: async () => collection };
  let monotonic = 500;
  const clocks = { now: () => 1_700_000_000_500, monotonic: () => (monotonic += 250) };
  const run = await runSource(source, new AbortController().signal, clocks);
  expect(run).toEqual({ collection, timestamp: 1_700_000_000.5, duration: 0.25 });
  expect(run.collection).toBe(collection);
});

it('hands the signal on, and rejects as the source does', async () => {
  const collect = async (signal: AbortSignal): Promise<never> => {
    signal.throwIfAborted();
    return expect.unreachable();
  };
  const source: Source = { name: 'test', type: 'files', interval: 60, collect };
  const reason = new Error('the program ends');
  await expect(runSource(source, AbortSignal.abort(reason))).rejects.toBe(reason);
});
