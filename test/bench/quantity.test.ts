import { expect, it } from 'vitest';
import { quantity, spreadText } from '../../bench/quantity.ts';
import { spread } from '../../bench/statistics.ts';

it.each([
  [0.1234, 'ms', '0.12 ms'],
  [12.345, 'ms', '12.3 ms'],
  [123.4, 'MB', '123 MB'],
  [1234.5, 'ms', '1,235 ms'],
  [13_641_933, 'bytes', '13,641,933 bytes'],
  [0, 'calls', '0 calls'],
  [10_030.6, 'per minute', '10,031 per minute'],
  [35.64, '%', '35.6 %'],
] as const)('%d %s', (value, unit, text) => {
  expect(quantity(value, unit)).toBe(text);
});

it('the ends stand beside the median where there is more than one measurement', () => {
  expect(spreadText(spread([1, 2, 30]), 'ms')).toBe('2.00 ms (1.00–30.0)');
  expect(spreadText(spread([2]), 'ms')).toBe('2.00 ms');
});
