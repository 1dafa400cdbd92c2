import { expect, it } from 'vitest';
import { DueQueue } from '../../../src/handshake/schedule/due-queue.ts';
import fc from '../../support/fast-check.ts';

it('hands out what is due first, and of equals what came first', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (dues) => {
      const queue = new DueQueue<number>();
      for (const [index, due] of dues.entries()) queue.push(index, due);
      const order = dues.map(() => queue.shift());
      const expected = [...dues.keys()].toSorted((a, b) => (dues[a] ?? 0) - (dues[b] ?? 0) || a - b);
      expect(order).toEqual(expected);
      expect(queue.size).toBe(0);
    }),
  );
});

it('says what comes next without handing it out', () => {
  const queue = new DueQueue<string>();
  expect([queue.first, queue.nextDue, queue.shift()]).toEqual([undefined, undefined, undefined]);
  queue.push('b', 2);
  queue.push('a', 1);
  expect([queue.first, queue.nextDue, queue.size]).toEqual(['a', 1, 2]);
});
