import { expect, it } from 'vitest';
import { untilSignal } from '../../src/cli/signals.ts';

it.each(['SIGTERM', 'SIGINT'] as const)('resolves at %s and leaves no handler behind', async (signal) => {
  const before = process.listenerCount(signal);
  const ended = untilSignal({ onHangup: () => undefined });
  process.emit(signal);
  await ended;
  expect([process.listenerCount(signal), process.listenerCount('SIGHUP')]).toEqual([before, 0]);
});

it('calls back at each SIGHUP until the end', async () => {
  let hangups = 0;
  const ended = untilSignal({ onHangup: () => (hangups += 1) });
  process.emit('SIGHUP');
  process.emit('SIGHUP');
  process.emit('SIGTERM');
  await ended;
  expect(hangups).toBe(2);
});
