import { expect, it } from 'vitest';
import { longestPause } from '../../../bench/measure/watched.ts';

it.each([
  ['inside', [{ end: 150, duration: 20 }], 20],
  [
    'the longest of several',
    [
      { end: 120, duration: 5 },
      { end: 150, duration: 20 },
    ],
    20,
  ],
  ['begun before', [{ end: 110, duration: 100 }], 10],
  ['ended after', [{ end: 300, duration: 120 }], 20],
  ['before and after', [{ end: 500, duration: 500 }], 100],
  ['over before', [{ end: 99, duration: 50 }], 0],
  ['begun after', [{ end: 300, duration: 50 }], 0],
  ['none', [], 0],
])('a pause %s', (_, pauses, longest) => {
  expect(longestPause(pauses, 100, 200)).toBe(longest);
});
