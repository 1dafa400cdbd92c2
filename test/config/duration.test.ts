import { describe, expect, it } from 'vitest';
import { formatDuration, parseDuration } from '../../src/config/duration.ts';
import fc from '../support/fast-check.ts';

describe('parseDuration', () => {
  it.each([
    ['30s', 30],
    ['5m', 300],
    ['72h', 259_200],
    ['7d', 604_800],
    ['2w', 1_209_600],
    ['1y', 31_536_000],
    ['250ms', 0.25],
    ['1h30m', 5400],
    ['0', 0],
    ['0s', 0],
  ])('reads %s', (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(['', ' ', '5', '-5s', '5 s', '1.5h', 's', '5S', '5minutes', '5s,', '1e3s', `${'9'.repeat(400)}s`])(
    'refuses %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );
});

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [90, '1m30s'],
    [604_800, '7d'],
    [0.25, '250ms'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('writes what parseDuration reads back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds / 1000))).toBeCloseTo(milliseconds / 1000, 3);
      }),
    );
  });
});
