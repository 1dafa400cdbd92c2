import { cpus } from 'node:os';
import { expect, it } from 'vitest';
import { describeMachine } from '../../bench/machine.ts';

it('names what a figure depends on', () => {
  const machine = describeMachine();
  expect(machine.cores).toBe(cpus().length);
  expect(machine.memory).toBeGreaterThan(100e6);
  expect(machine.node).toBe(process.version);
  expect(machine.kernel).toMatch(/^Linux \d/);
  expect(machine.processor).not.toBe('');
  expect(machine.revision).toMatch(/^(?:[0-9a-f]{12}(?:\+changes)?|unknown)$/);
});
