import { expect, it } from 'vitest';
import { InventoryStore } from '../../src/inventory/store.ts';
import type { Inventory } from '../../src/model/inventory.ts';
import { foundAt, sourceState } from '../support/inventory.ts';

const A = { name: 'a', type: 'files', interval: 60 } as const;
const B = { name: 'b', type: 'files', interval: 30 } as const;
const collected = (source: string) => sourceState({ source, certificates: [foundAt(`/${source}`)] });

it('is ready once every source has been collected', () => {
  const store = new InventoryStore([A, B]);
  expect(store.current.ready).toBe(false);
  store.update(collected('a'));
  expect(store.current.ready).toBe(false);
  store.update(collected('b'));
  expect(store.current.ready).toBe(true);
});

it('is not ready before it knows its sources, and ready when there are none', () => {
  const store = new InventoryStore();
  expect(store.current.ready).toBe(false);
  store.setSources([]);
  expect(store.current.ready).toBe(true);
});

it('makes a new inventory of an update and leaves the old one as it was', () => {
  const store = new InventoryStore([A, B]);
  const before = store.current;
  store.update(collected('b'));
  expect(before.sources[1]?.certificates).toEqual([]);
  expect(store.current).not.toBe(before);
  expect(store.current.sources[0]).toBe(before.sources[0]);
  expect(store.state('b')?.certificates).toHaveLength(1);
});

it('keeps the states of sources that stay, with their new interval, and forgets those that go', () => {
  const store = new InventoryStore([A, B]);
  store.update(collected('a'));
  store.update(collected('b'));
  store.setSources([{ ...B, interval: 90 }]);
  expect(store.current.sources).toEqual([{ ...collected('b'), interval: 90 }]);
});

it('stays ready when a reload adds a source', () => {
  const store = new InventoryStore([A]);
  store.update(collected('a'));
  store.setSources([A, B]);
  expect(store.current.ready).toBe(true);
  expect(store.state('b')?.lastCollection).toBeUndefined();
});

it('drops what a source that is gone has still collected', () => {
  const store = new InventoryStore([A]);
  const before = store.current;
  store.update(collected('b'));
  expect(store.current).toBe(before);
});

it('tells every change to those who listen, until they do not', () => {
  const store = new InventoryStore([A]);
  const heard: Inventory[] = [];
  const stop = store.subscribe((inventory) => heard.push(inventory));
  store.update(collected('a'));
  stop();
  store.setSources([B]);
  expect(heard).toHaveLength(1);
  expect(heard[0]?.sources).toEqual([collected('a')]);
});

it('refuses two sources whose names make the same label', () => {
  expect(() => new InventoryStore([A, A])).toThrow('two sources are named "a"');
  const [one, other] = [
    { ...A, name: 'a\ud800' },
    { ...A, name: 'a\ud801' },
  ];
  expect(() => new InventoryStore([one, other])).toThrow('two sources are named');
});
