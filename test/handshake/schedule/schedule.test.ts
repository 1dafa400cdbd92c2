import { expect, it } from 'vitest';
import { type Job, type Run, Schedule } from '../../../src/handshake/schedule/schedule.ts';
import { FakeTimers } from '../../support/fake-timers.ts';

const LIMITS = { concurrency: 4, waitingConnects: 8 };

function scheduling(limits = LIMITS) {
  const timers = new FakeTimers();
  const errors: unknown[] = [];
  const schedule = new Schedule(limits, (_, error) => errors.push(error), timers);
  const starts: [name: string, at: number][] = [];
  const running = new Set<string>();

  /** A job that is connected after `connect` milliseconds and done after `take`. */
  const job = (name: string, take: number, connect = 0, interval = 60): Job => ({
    interval,
    run: ({ signal, onConnected }: Run) =>
      new Promise((resolve, reject) => {
        expect(running.has(name)).toBe(false);
        running.add(name);
        starts.push([name, timers.monotonic()]);
        if (connect === 0) onConnected();
        else if (connect < take) timers.after(connect, onConnected);
        const cancel = timers.after(take, () => {
          running.delete(name);
          resolve();
        });
        signal.addEventListener('abort', () => {
          cancel();
          running.delete(name);
          reject(signal.reason as Error);
        });
      }),
  });
  const startsOf = (name: string): number[] => starts.filter(([each]) => each === name).map(([, at]) => at);
  return { schedule, timers, errors, starts, startsOf, running, job };
}

it('begins at once and goes on at the interval, counted from start to start', async () => {
  const { schedule, timers, startsOf, job } = scheduling();
  schedule.add([job('a', 30)]);
  await timers.pass(180_000);
  expect(startsOf('a')).toEqual([0, 60_000, 120_000, 180_000]);
});

it('spreads what is added together, over an interval at most', async () => {
  const { schedule, timers, starts, job } = scheduling();
  schedule.add(Array.from({ length: 3 }, (_, index) => job(`${index}`, 1)));
  await timers.pass(1000);
  expect(starts.map(([, at]) => at)).toEqual([0, 20, 40]);
  const many = scheduling();
  many.schedule.add(Array.from({ length: 10_000 }, (_, index) => many.job(`${index}`, 1)));
  await many.timers.pass(0);
  expect(many.starts).toHaveLength(1);
});

it('is early or late by a twentieth at most', async () => {
  const { schedule, timers, startsOf, job } = scheduling();
  const chances = [0, 0.999999];
  timers.random = () => chances.shift() ?? 0.5;
  schedule.add([job('a', 0)]);
  await timers.pass(125_000);
  expect(startsOf('a').map(Math.round)).toEqual([0, 57_000, 120_000]);
});

it('never runs one twice at a time, and does not make up for what was missed', async () => {
  const { schedule, timers, startsOf, job } = scheduling();
  schedule.add([job('long', 150_000)]);
  await timers.pass(310_000);
  expect(startsOf('long')).toEqual([0, 150_000, 300_000]);
});

it('takes in turn what is due first when there are more than may run', async () => {
  const { schedule, timers, starts, job } = scheduling({ concurrency: 1, waitingConnects: 1 });
  schedule.add(['a', 'b', 'c', 'd'].map((name) => job(name, 100)));
  await timers.pass(400);
  expect(starts).toEqual([
    ['a', 0],
    ['b', 100],
    ['c', 200],
    ['d', 300],
  ]);
});

it('keeps to its limits', async () => {
  const { schedule, timers, running, job } = scheduling();
  let most = 0;
  schedule.add(Array.from({ length: 50 }, (_, index) => job(`${index}`, 200)));
  for (let step = 0; step < 200; step++) {
    await timers.pass(10);
    most = Math.max(most, running.size);
  }
  expect(most).toBe(4);
});

it('delays nobody for a thousand that never get a connection', async () => {
  const { schedule, timers, startsOf, job } = scheduling({ concurrency: 64, waitingConnects: 1024 });
  schedule.add(Array.from({ length: 1000 }, (_, index) => job(`hole ${index}`, 5000, Infinity)));
  schedule.add(Array.from({ length: 10 }, (_, index) => job(`good ${index}`, 10)));
  await timers.pass(200_000);
  for (let index = 0; index < 10; index++) {
    const first = index * 20;
    expect(startsOf(`good ${index}`)).toEqual([first, first + 60_000, first + 120_000, first + 180_000]);
  }
  expect(startsOf('hole 999')).toHaveLength(4);
});

it('lets those that never get a connection wait for each other alone where the room is small', async () => {
  const { schedule, timers, startsOf, running, job } = scheduling({ concurrency: 4, waitingConnects: 8 });
  const holes = Array.from({ length: 100 }, (_, index) => job(`hole ${index}`, 5000, Infinity));
  schedule.add(holes);
  await timers.pass(300_000);
  schedule.add([job('good', 10, 0, 1)]);
  let most = 0;
  for (let second = 0; second < 120; second++) {
    await timers.pass(1000);
    most = Math.max(most, running.size);
  }
  // Four that wait, and the good one.
  expect(most).toBe(5);
  const waits = startsOf('good').map((start, turn, all) => start - (all[turn - 1] ?? start));
  expect(waits.length).toBeGreaterThan(100);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1001);
});

it('delays nobody for those that connect and then say nothing', async () => {
  const { schedule, timers, startsOf, job } = scheduling();
  schedule.add(Array.from({ length: 20 }, (_, index) => job(`silent ${index}`, 5000, 1)));
  await timers.pass(60_000);
  schedule.add([job('good', 10, 0, 1)]);
  await timers.pass(120_000);
  const waits = startsOf('good').map((start, turn, all) => start - (all[turn - 1] ?? start));
  expect(waits.length).toBeGreaterThan(100);
  expect(Math.max(...waits)).toBeLessThanOrEqual(1001);
});

it('goes on with the others when one fails, and tells of it', async () => {
  const { schedule, timers, errors, startsOf, job } = scheduling();
  const failing: Job = { interval: 60, run: async () => Promise.reject(new Error('a defect')) };
  schedule.add([failing, job('a', 1)]);
  await timers.pass(61_000);
  expect(errors).toEqual([new Error('a defect'), new Error('a defect')]);
  expect(startsOf('a')).toHaveLength(2);
});

it('calls off what is removed and leaves the rest alone', async () => {
  const { schedule, timers, errors, startsOf, running, job } = scheduling();
  const [gone, stays] = [job('gone', 5000), job('stays', 5000)];
  schedule.add([gone, stays]);
  await timers.pass(1000);
  await schedule.remove([gone]);
  expect([...running]).toEqual(['stays']);
  await timers.pass(120_000);
  expect(startsOf('gone')).toHaveLength(1);
  expect(startsOf('stays')).toHaveLength(3);
  expect(errors).toEqual([]);
});

it('stops at once and leaves no timer', async () => {
  const { schedule, timers, running, errors, job } = scheduling();
  schedule.add(Array.from({ length: 20 }, (_, index) => job(`${index}`, 5000)));
  await timers.pass(1000);
  await schedule.stop();
  expect([running.size, timers.pending, errors]).toEqual([0, 0, []]);
  await timers.pass(120_000);
  expect(running.size).toBe(0);
});

it('starts what waits when the limits are raised', async () => {
  const { schedule, timers, running, job } = scheduling({ concurrency: 1, waitingConnects: 1 });
  schedule.add(['a', 'b', 'c'].map((name) => job(name, 5000)));
  await timers.pass(100);
  expect(running.size).toBe(1);
  schedule.limits = { concurrency: 3, waitingConnects: 1 };
  await timers.pass(0);
  expect(running.size).toBe(3);
});
