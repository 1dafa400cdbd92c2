import { expect, it } from 'vitest';
import type { Look } from '../../../src/rotation/watch/look.ts';
import { settled } from '../../../src/rotation/watch/settled.ts';

const seen = (...contents: string[]): Look => ({ identity: contents.join(), contents, isSure: true });

/** What is seen one look after the other, the last for ever, with the pauses between that nobody really waits for. */
async function settle(looks: readonly Look[], signal = new AbortController().signal) {
  const pauses: number[] = [];
  let next = 1;
  const last = await settled(
    async () => looks[Math.min(next++, looks.length - 1)] ?? seen(),
    looks[0] ?? seen(),
    { signal, quiet: 7, most: 5, pause: async (milliseconds) => void pauses.push(milliseconds) },
  );
  return { last, pauses };
}

it('content that does not change is taken after one quiet time', async () => {
  expect(await settle([seen('a')])).toEqual({ last: seen('a'), pauses: [7] });
});

it('content that grows is waited for', async () => {
  const { last, pauses } = await settle([seen('a'), seen('ab'), seen('abc')]);
  expect(last).toEqual(seen('abc'));
  expect(pauses).toHaveLength(3);
});

it('content that never settles is taken as it is in the end', async () => {
  const { last, pauses } = await settle(['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((each) => seen(each)));
  expect(last).toEqual(seen('f'));
  expect(pauses).toHaveLength(5);
});

it('a change that no time shows is a change', async () => {
  const same = { ...seen('b'), identity: 'a' };
  expect((await settle([seen('a'), same])).last).toEqual(same);
});

it('nobody waits who is told to end', async () => {
  const { pauses } = await settle([seen('a'), seen('b')], AbortSignal.abort());
  expect(pauses).toEqual([]);
});
