import { expect, it } from 'vitest';
import { durationInWords, sourceCondition } from '../../../src/http/page/source-state.ts';
import { NOW, sourceOf } from '../../support/page-inventory.ts';

it.each([
  ['waiting', undefined],
  ['up', { up: true, timestamp: NOW - 185, duration: 5 }],
  ['late', { up: true, timestamp: NOW - 186, duration: 5 }],
  ['down', { up: false, timestamp: NOW, duration: 5 }],
  ['late', { up: false, timestamp: NOW - 999, duration: 5 }],
] as const)('a source is %s after %o', (condition, lastCollection) => {
  expect(sourceCondition(sourceOf({ lastCollection }), NOW)).toBe(condition);
});

it.each([
  [0.0034, '3 ms'],
  [1.26, '1.3 s'],
  [20, '20 s'],
  [150, '2 minutes'],
])('%d s are %s', (seconds, words) => {
  expect(durationInWords(seconds)).toBe(words);
});
