import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { startedAt } from '../../../src/trust/processes/started-at.ts';

it('reads past a name that has parentheses and spaces', () => {
  const fields = Array.from({ length: 20 }, (_, index) => (index === 19 ? '250' : '0')).join(' ');
  expect(startedAt(`12 (a) b) (c) ${fields} 7\n`, 'cpu 1\nbtime 1000\n')).toBe(1002.5);
});

it('is undefined where it is not said', () => {
  expect(startedAt('', 'btime 1000')).toBeUndefined();
  expect(startedAt(readFileSync('/proc/self/stat', 'utf8'), '')).toBeUndefined();
});

it('says of this process when it was started', () => {
  const said = startedAt(readFileSync('/proc/self/stat', 'utf8'), readFileSync('/proc/stat', 'utf8')) ?? 0;
  const known = Date.now() / 1000 - process.uptime();
  expect(Math.abs(said - known)).toBeLessThan(5);
});
