import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bootedAt, startedAt } from '../../../src/trust/processes/started-at.ts';

it('reads past a name that has parentheses and spaces', () => {
  const fields = Array.from({ length: 20 }, (_, index) => (index === 19 ? '250' : '0')).join(' ');
  expect(startedAt(`12 (a) b) (c) ${fields} 7\n`, 1000)).toBe(1002.5);
});

it('is undefined where it is not said', () => {
  expect(startedAt('', 1000)).toBeUndefined();
  expect(bootedAt('cpu 1\nbtime soon\n')).toBeUndefined();
  expect(bootedAt('cpu 1\nbtime 1000\n')).toBe(1000);
});

it('says of this process when it was started', () => {
  const boot = bootedAt(readFileSync('/proc/stat', 'utf8')) ?? 0;
  const said = startedAt(readFileSync('/proc/self/stat', 'utf8'), boot) ?? 0;
  const known = Date.now() / 1000 - process.uptime();
  expect(Math.abs(said - known)).toBeLessThan(5);
});
