import { expect, it } from 'vitest';
import { RateLimiter } from '../../../src/http/access/rate-limiter.ts';

it('lets a burst through, then one per interval', () => {
  let now = 0;
  const limiter = new RateLimiter({ interval: 100, burst: 3 }, () => now);
  expect([1, 2, 3, 4].map(() => limiter.allow())).toEqual([true, true, true, false]);
  now = 99;
  expect(limiter.allow()).toBe(false);
  now = 199;
  expect([1, 2].map(() => limiter.allow())).toEqual([true, false]);
  now = 1_000_000;
  expect([1, 2, 3, 4].map(() => limiter.allow())).toEqual([true, true, true, false]);
});

it('lets nothing through without a burst, as in Go', () => {
  let now = 0;
  const limiter = new RateLimiter({ interval: 100, burst: 0 }, () => now);
  now = 1000;
  expect(limiter.allow()).toBe(false);
});
