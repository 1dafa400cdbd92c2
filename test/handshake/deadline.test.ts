import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Deadline } from '../../src/handshake/deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('is over after its time, and not before', () => {
  const deadline = new Deadline(5, new AbortController().signal);
  vi.advanceTimersByTime(4999);
  expect(deadline.signal.aborted).toBe(false);
  vi.advanceTimersByTime(1);
  // A turn of the event loop later, which timers that are not real take for a millisecond.
  vi.advanceTimersByTime(1);
  expect(deadline.signal.aborted).toBe(true);
  expect(deadline.over).toBe(true);
});

it('aborts when it is called off, which is not the end of the time', () => {
  const caller = new AbortController();
  const deadline = new Deadline(5, caller.signal);
  caller.abort(new Error('shutting down'));
  expect(deadline.signal.reason).toEqual(new Error('shutting down'));
  expect(deadline.over).toBe(false);
  expect(new Deadline(5, caller.signal).signal.aborted).toBe(true);
});

it('leaves neither timer nor listener when it is closed', () => {
  const caller = new AbortController();
  const deadline = new Deadline(5, caller.signal);
  deadline.close();
  expect(vi.getTimerCount()).toBe(0);
  expect(getEventListeners(caller.signal, 'abort')).toEqual([]);
});
