import { expect, it } from 'vitest';
import { SendWindow } from '../../src/relay/send-window.ts';

it('lets 20 through in any minute, and no more', () => {
  let now = 0;
  const window = new SendWindow(() => now);
  const taken = (): number => Array.from({ length: 30 }, () => window.take()).filter(Boolean).length;
  expect(window.take()).toBe(true);
  now = 30_000;
  expect(taken()).toBe(19);
  now = 59_999;
  expect(taken()).toBe(0);
  now = 60_000;
  expect(taken()).toBe(1);
  now = 90_000;
  expect(taken()).toBe(19);
});

it('is closed for a minute when the robot says so', () => {
  let now = 0;
  const window = new SendWindow(() => now);
  window.close();
  now = 59_999;
  expect(window.take()).toBe(false);
  now = 60_000;
  expect(window.take()).toBe(true);
});
