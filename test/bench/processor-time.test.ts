import { expect, it } from 'vitest';
import { processorTime, takenByOthers } from '../../bench/processor-time.ts';

const STAT = 'cpu  10 20 30 400 5 6 7 8 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\nintr 1\n';
const SELF = '42 (a) R b) S 1 42 42 0 -1 4194560 1 2 3 4 100 200 300 400 20 0 11 0 5';

it('reads the kernel, whatever the program is called', () => {
  expect(processorTime(STAT, SELF)).toEqual({ all: 486, busy: 81, own: 1000 });
});

it('only grows', () => {
  const before = processorTime();
  const after = processorTime();
  expect(before.busy).toBeGreaterThan(0);
  expect(after.all).toBeGreaterThanOrEqual(before.all);
  expect(after.own).toBeGreaterThanOrEqual(before.own);
});

it('what others took is what was not ours, in processors', () => {
  const before = { all: 1000, busy: 500, own: 50 };
  expect(takenByOthers(before, { all: 1200, busy: 650, own: 100 }, 2)).toBe(1);
  expect(takenByOthers(before, { all: 1200, busy: 550, own: 100 }, 2)).toBe(0);
  expect(takenByOthers(before, before, 2)).toBe(0);
});
