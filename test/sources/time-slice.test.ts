import { expect, it } from 'vitest';
import { TimeSlice } from '../../src/sources/time-slice.ts';

it('is due after a while of work, and gives way to others', async () => {
  const order: string[] = [];
  const slice = new TimeSlice(new AbortController().signal, () => order.push('sign of life'));
  while (!slice.due()) order.length = 0;
  setImmediate(() => order.push('others'));
  await slice.pause();
  expect(order).toEqual(['sign of life', 'others']);
});

it('rejects with the reason of an abort', async () => {
  const reason = new Error('the program ends');
  await expect(new TimeSlice(AbortSignal.abort(reason)).pause()).rejects.toBe(reason);
});

it('tells of a single part that took long', () => {
  const slice = new TimeSlice(new AbortController().signal);
  // One call is enough, whenever the time is over.
  while (!slice.over());
  expect(slice.over()).toBe(true);
});
