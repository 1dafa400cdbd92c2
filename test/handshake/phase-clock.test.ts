import { expect, it } from 'vitest';
import { PhaseClock } from '../../src/handshake/phase-clock.ts';

/** A clock that is a second later each time. */
function ticking(): () => number {
  let now = 0;
  return () => (now += 1000);
}

it('takes the time of each phase in seconds, on top of those before', async () => {
  const phases = new PhaseClock(ticking(), { dns: 0.5 });
  expect(await phases.time('connect', async () => 'done')).toBe('done');
  expect(phases.durations).toEqual({ dns: 0.5, connect: 1 });
});

it('takes the time of a phase that fails', async () => {
  const phases = new PhaseClock(ticking());
  await expect(phases.time('tls', async () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(phases.durations).toEqual({ tls: 1 });
});

it('lets the work stop the clock', async () => {
  let now = 0;
  const phases = new PhaseClock(() => now);
  await phases.time('tls', async (stop) => {
    now = 2000;
    stop();
    now = 9000;
  });
  expect(phases.durations).toEqual({ tls: 2 });
});
