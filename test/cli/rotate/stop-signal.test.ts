import { expect, it } from 'vitest';
import { stopSignal } from '../../../src/cli/rotate/stop-signal.ts';

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
const listeners = (): number[] => SIGNALS.map((signal) => process.listenerCount(signal));

it.each(SIGNALS)('heeds the first %s alone', (name) => {
  const before = listeners();
  using stop = stopSignal();
  expect(stop.signal.aborted).toBe(false);
  process.emit(name);
  expect(stop.signal.aborted).toBe(true);
  expect(listeners()).toEqual(before);
});

it('leaves no handler behind where none came', () => {
  const before = listeners();
  {
    using stop = stopSignal();
    expect(stop.signal.aborted).toBe(false);
    expect(listeners()).not.toEqual(before);
  }
  expect(listeners()).toEqual(before);
});
