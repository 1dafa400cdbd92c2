import { expect, it } from 'vitest';
import { RecentMap } from '../../src/handshake/recent-map.ts';

it('gives back what was put in', () => {
  const map = new RecentMap<number>(2);
  map.set('a', 1);
  map.set('a', 2);
  expect([map.get('a'), map.get('b'), map.size]).toEqual([2, undefined, 1]);
});

it('lets go of what was not used for longest', () => {
  const map = new RecentMap<number>(2);
  map.set('a', 1);
  map.set('b', 2);
  map.get('a');
  map.set('c', 3);
  expect([map.get('a'), map.get('b'), map.get('c'), map.size]).toEqual([1, undefined, 3, 2]);
});
