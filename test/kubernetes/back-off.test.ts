import { expect, it } from 'vitest';
import { BackOff } from '../../src/kubernetes/back-off.ts';

it('waits longer with each failure, up to a minute', () => {
  const backOff = new BackOff(() => 0.5);
  expect(Array.from({ length: 9 }, () => backOff.next())).toEqual([
    1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000,
  ]);
});

it('spreads by chance, from half to one and a half', () => {
  expect(new BackOff(() => 0).next()).toBe(500);
  expect(new BackOff(() => 0.999).next()).toBeCloseTo(1499);
});

it('starts again after a success', () => {
  const backOff = new BackOff(() => 0.5);
  for (let failure = 0; failure < 2000; failure++) backOff.next();
  expect(backOff.next()).toBe(60_000);
  backOff.succeeded();
  expect(backOff.failures).toBe(0);
  expect(backOff.next()).toBe(1000);
});
