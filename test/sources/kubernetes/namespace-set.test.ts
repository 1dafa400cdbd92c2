import { expect, it } from 'vitest';
import { NamespaceSet } from '../../../src/sources/kubernetes/namespace-set.ts';

const named = (name: string) => ({ metadata: { name } });

it('knows those that were listed, come and go, and counts the changes', () => {
  const set = new NamespaceSet();
  set.begin();
  for (const name of ['a', 'b', 'a']) set.upsert(named(name));
  set.synced();
  expect([set.has('a'), set.has('b'), set.has('c'), set.changes]).toEqual([true, true, false, 2]);
  set.upsert(named('c'));
  set.remove(named('a'));
  set.remove(named('never seen'));
  expect([set.has('a'), set.has('c'), set.changes]).toEqual([false, true, 4]);
});

it('keeps what it knows until a new list is whole, and then forgets what is not in it', () => {
  const set = new NamespaceSet();
  set.begin();
  for (const name of ['a', 'b']) set.upsert(named(name));
  set.synced();
  set.begin();
  set.upsert(named('b'));
  expect(set.has('a')).toBe(true);
  // Begun again: what was seen in a list that broke off does not count.
  set.begin();
  set.upsert(named('c'));
  set.synced();
  expect(['a', 'b', 'c'].map((name) => set.has(name))).toEqual([false, false, true]);
});

it('what a watch tells after the list is not taken for missing from it', () => {
  const set = new NamespaceSet();
  set.begin();
  set.synced();
  set.upsert(named('a'));
  set.synced();
  expect(set.has('a')).toBe(true);
});
