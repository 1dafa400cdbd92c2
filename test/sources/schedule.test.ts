import { expect, it } from 'vitest';
import { type Job, startSchedule, type Timers } from '../../src/sources/schedule.ts';

/** Timers whose time passes when a test says so. */
function testTimers(
  random = 0.5,
): Timers & { pass(seconds: number): Promise<void>; readonly waiting: number } {
  let now = 0;
  let timers: { at: number; call: () => void }[] = [];
  return {
    after: (milliseconds, call) => {
      const timer = { at: now + milliseconds, call };
      timers.push(timer);
      return () => void (timers = timers.filter((other) => other !== timer));
    },
    monotonic: () => now,
    random: () => random,
    get waiting() {
      return timers.length;
    },
    pass: async (seconds) => {
      const end = now + seconds * 1000;
      for (;;) {
        await new Promise(setImmediate);
        const next = timers.toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined || next.at > end) break;
        timers = timers.filter((timer) => timer !== next);
        now = Math.max(now, next.at);
        next.call();
      }
      now = end;
    },
  };
}

const never = (): void => expect.unreachable();

it('runs at once and then at the interval', async () => {
  const timers = testTimers();
  const starts: number[] = [];
  const job: Job = { interval: 60, run: async () => void starts.push(timers.monotonic() / 1000) };
  const schedule = startSchedule([job], never, timers);
  await timers.pass(200);
  expect(starts).toEqual([0, 60, 120, 180]);
  await schedule.stop();
  await timers.pass(200);
  expect(starts).toHaveLength(4);
  expect(timers.waiting).toBe(0);
});

it('is early or late by a twentieth at most', async () => {
  for (const [random, second] of [
    [0, 57],
    [0.999_999, 63],
  ] as const) {
    const timers = testTimers(random);
    const starts: number[] = [];
    const job: Job = { interval: 60, run: async () => void starts.push(timers.monotonic() / 1000) };
    const schedule = startSchedule([job], never, timers);
    await timers.pass(70);
    expect(starts[1]).toBeCloseTo(second, 3);
    await schedule.stop();
  }
});

it('never runs a job twice at a time, nor makes up for what was missed', async () => {
  const timers = testTimers();
  const starts: number[] = [];
  let running = 0;
  let finish = (): void => {};
  const slow: Job = {
    interval: 10,
    run: async () => {
      expect(++running).toBe(1);
      starts.push(timers.monotonic() / 1000);
      await new Promise<void>((resolve) => void (finish = resolve));
      running--;
    },
  };
  const schedule = startSchedule([slow], never, timers);
  await timers.pass(35);
  expect(starts).toEqual([0]);
  finish();
  await timers.pass(1);
  finish();
  await timers.pass(5);
  expect(starts).toEqual([0, 35]);
  const stopped = schedule.stop();
  finish();
  await stopped;
});

it('goes on after a failure, and tells it', async () => {
  const timers = testTimers();
  const told: unknown[] = [];
  let runs = 0;
  const job: Job = {
    interval: 10,
    run: async () => {
      if (++runs === 1) throw new Error('a bug');
    },
  };
  const schedule = startSchedule([job], (_, error) => told.push(error), timers);
  await timers.pass(10);
  expect(told).toEqual([new Error('a bug')]);
  expect(runs).toBe(2);
  await schedule.stop();
});

it('aborts what runs when it is stopped, waits for its end, and tells no failure then', async () => {
  const timers = testTimers();
  let ended = false;
  const job: Job = {
    interval: 10,
    run: (signal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () =>
          setImmediate(() => {
            ended = true;
            reject(signal.reason);
          }),
        );
      }),
  };
  const schedule = startSchedule([job], never, timers);
  await schedule.stop();
  expect(ended).toBe(true);
});
