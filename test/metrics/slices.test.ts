import { expect, it } from 'vitest';
import { Slices } from '../../src/metrics/slices.ts';

it('is over after eight milliseconds, and begins again after giving way', async () => {
  let now = 100;
  const slices = new Slices(() => now);
  now = 107;
  expect(slices.over).toBe(false);
  now = 108;
  expect(slices.over).toBe(true);
  await slices.giveWay();
  expect(slices.over).toBe(false);
});

it('lets the event loop turn', async () => {
  let turned = false;
  setImmediate(() => {
    turned = true;
  });
  await new Slices().giveWay();
  expect(turned).toBe(true);
});

it('gives back what it waited for', async () => {
  expect(await new Slices().giveWay(Promise.resolve('done'))).toBe('done');
});
