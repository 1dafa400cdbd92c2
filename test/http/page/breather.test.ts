import { expect, it } from 'vitest';
import { breather } from '../../../src/http/page/breather.ts';

it('has no pause within a slice, one after it, and then a new slice', async () => {
  let time = 1000;
  const pause = breather(() => time);
  time += 9;
  expect(pause()).toBeUndefined();
  time += 1;
  const turn = pause();
  expect(turn).toBeInstanceOf(Promise);
  await turn;
  time += 9;
  expect(pause()).toBeUndefined();
});

it('lets others run in its turn', async () => {
  let ran = false;
  setImmediate(() => {
    ran = true;
  });
  let time = 0;
  const pause = breather(() => time);
  time = 10;
  await pause();
  expect(ran).toBe(true);
});
