import { expect, it } from 'vitest';
import { Patience } from '../../../src/handshake/files/patience.ts';

function slowly() {
  const late: string[] = [];
  const patience = new Patience({ longest: 20, onLate: (what) => late.push(what) });
  const reading = patience.reading('a file');
  const end = Promise.withResolvers<void>();
  let begun = 0;
  const work = async (): Promise<void> => {
    begun += 1;
    await end.promise;
  };
  return { reading, late, end, work, begun: () => begun };
}

it('waits for a read once, and nobody waits while it is late', async () => {
  const { reading, late, end, work, begun } = slowly();
  expect(await Promise.all([reading.done(work), reading.done(work)])).toEqual([false, false]);
  expect(await reading.done(work)).toBe(false);
  expect([late, begun()]).toEqual([['a file'], 1]);
  end.resolve();
  await end.promise;
  await new Promise((resolve) => setImmediate(resolve));
  expect(await reading.done(work)).toBe(true);
  expect([late, begun()]).toEqual([['a file'], 2]);
});

it('passes on what goes wrong in time, and swallows what goes wrong late', async () => {
  const { reading, end, work } = slowly();
  await expect(reading.done(async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await reading.done(work)).toBe(false);
  end.reject(new Error('gone later'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(await reading.done(async () => undefined)).toBe(true);
});
