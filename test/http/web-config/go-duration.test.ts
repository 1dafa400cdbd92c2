import { expect, it } from 'vitest';
import { parseGoDuration } from '../../../src/http/web-config/go-duration.ts';

it.each([
  ['0', 0],
  ['1s', 1000],
  ['1m30s', 90_000],
  ['1.5h', 5_400_000],
  ['.5s', 500],
  ['100us', 0.1],
  ['100µs', 0.1],
  ['+2ms', 2],
])('reads %s', (text, milliseconds) => {
  expect(parseGoDuration(text)).toBeCloseTo(milliseconds, 9);
});

it.each(['', '1', 's', '-1s', '1d', '1 s', '1s ', 'fast', '.s'])('refuses %j', (text) => {
  expect(parseGoDuration(text)).toBeUndefined();
});
