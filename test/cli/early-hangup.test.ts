import { expect, it } from 'vitest';
import { holdHangup, releaseHangup } from '../../src/cli/early-hangup.ts';

it('remembers that SIGHUP came, and leaves no handler behind', () => {
  const before = process.listenerCount('SIGHUP');
  holdHangup();
  expect(process.listenerCount('SIGHUP')).toBe(before + 1);
  expect(releaseHangup()).toBe(false);
  holdHangup();
  process.emit('SIGHUP');
  expect(releaseHangup()).toBe(true);
  expect(process.listenerCount('SIGHUP')).toBe(before);
});
