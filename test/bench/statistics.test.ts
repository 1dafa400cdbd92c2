import { expect, it } from 'vitest';
import { percentile, spread } from '../../bench/statistics.ts';

it('one slow measurement moves the end and not the median', () => {
  expect(spread([3, 1, 2, 4, 1000])).toEqual({ median: 3, minimum: 1, maximum: 1000, count: 5 });
});

it('the median of an even number is between the middle two', () => {
  expect(spread([4, 1, 3, 2]).median).toBe(2.5);
});

it('a percentile is one of the values, by nearest rank', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect(percentile(values, 95)).toBe(95);
  expect(percentile(values, 100)).toBe(100);
  expect(percentile([7], 95)).toBe(7);
  expect(percentile([7], 0)).toBe(7);
});

it('numbers are sorted as numbers', () => {
  expect(spread([10, 9, 100]).median).toBe(10);
});

it('refuses to make something of nothing', () => {
  expect(() => spread([])).toThrow(RangeError);
  expect(() => percentile([], 50)).toThrow(RangeError);
});
