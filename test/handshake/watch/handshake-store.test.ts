import { expect, it } from 'vitest';
import { HandshakeStore } from '../../../src/handshake/watch/handshake-store.ts';
import { WatchedTarget } from '../../../src/handshake/watch/watched-target.ts';
import type { HandshakeResult } from '../../../src/model/handshake.ts';
import { moduleOptions } from '../../support/dialling.ts';
import { NOW, refused, succeeded, targetNamed } from '../../support/handshake-results.ts';

function storeOf(count: number) {
  const store = new HandshakeStore();
  const results = new Map<string, HandshakeResult>();
  const watched = Array.from({ length: count }, (_, index) => {
    const target = targetNamed(`host${index}:443`);
    return new WatchedTarget(target, moduleOptions(), {
      pace: { interval: 60, maxBackoff: undefined },
      attempt: async () => [results.get(target.target) ?? succeeded({ target })],
      isStored: () => undefined,
      onResults: (changed) => store.changed(changed),
    });
  });
  store.setTargets(watched);
  const run = async (index: number, result?: (target: HandshakeResult['target']) => HandshakeResult) => {
    const each = watched[index] as WatchedTarget;
    if (result !== undefined) results.set(each.target.target, result(each.target));
    await each.run({ signal: new AbortController().signal, onConnected: () => {} });
  };
  return { store, watched, run };
}

it('knows of every target in order', () => {
  const { store } = storeOf(2500);
  const states = store.current.shards.flatMap((shard) => shard.states);
  expect(states.map(({ target }) => target.target)).toEqual(
    Array.from({ length: 2500 }, (_, index) => `host${index}:443`),
  );
});

it('is the same object while nothing has changed', () => {
  const { store } = storeOf(2);
  expect(store.current).toBe(store.current);
});

it('makes anew only the part in which something has changed', async () => {
  const { store, run } = storeOf(2500);
  const before = store.current;
  await run(1500);
  const after = store.current;
  expect(after.shards.map((shard, index) => shard === before.shards[index])).toEqual([true, false, true]);
});

it('keeps the facts where there is nothing new', async () => {
  const { store, run } = storeOf(2);
  await run(0);
  await run(1);
  const [before] = store.current.shards;
  await run(1, (target) => succeeded({ target, timestamp: NOW + 60 }));
  const [after] = store.current.shards;
  expect(after).not.toBe(before);
  expect(after?.facts).toBe(before?.facts);
  await run(1, (target) => refused({ target }));
  expect(store.current.shards[0]?.facts).not.toBe(before?.facts);
});

it('forgets targets that are gone, also when they still have something to say', async () => {
  const { store, watched, run } = storeOf(2500);
  store.setTargets(watched.slice(0, 10));
  await run(1500);
  expect(store.current.shards.flatMap(({ states }) => states)).toHaveLength(10);
  store.setTargets([]);
  expect(store.current.shards).toEqual([]);
});

it('gives the chains of all targets in order', async () => {
  const { store, run } = storeOf(3);
  await run(2);
  await run(0);
  expect(store.shownChains(NOW).map(({ target }) => target.target)).toEqual(['host0:443', 'host2:443']);
});
