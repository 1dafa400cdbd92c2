import { expect, it } from 'vitest';
import { ReadingTurns } from '../../../src/handshake/files/reading-turns.ts';

it('lets so many work at once, and the others in their order', async () => {
  const turns = new ReadingTurns(2);
  const ends = [0, 1, 2, 3].map(() => Promise.withResolvers<void>());
  const begun: number[] = [];
  const works = ends.map(async ({ promise }, index) =>
    turns.take(async () => {
      begun.push(index);
      await promise;
    }),
  );
  expect(begun).toEqual([0, 1]);
  ends[1]?.resolve();
  await works[1];
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2]);
  ends[0]?.reject(new Error('broken'));
  await expect(works[0]).rejects.toThrow('broken');
  await Promise.resolve();
  expect(begun).toEqual([0, 1, 2, 3]);
  ends[2]?.resolve();
  ends[3]?.resolve();
  await Promise.all([works[2], works[3]]);
});
