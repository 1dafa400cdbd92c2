import { realpathSync } from 'node:fs';
import { expect, it } from 'vitest';
import { createProcessView } from '../../../src/trust/processes/process-view.ts';

it('sees this process', () => {
  const view = createProcessView();
  expect(view.pids()).toContain(process.pid);
  expect(view.link(`${process.pid}/exe`)).toBe(realpathSync(process.execPath));
  expect(view.head(`${process.pid}/exe`, 4)).toEqual(Buffer.from('\u007fELF'));
  expect(String(view.read(`${process.pid}/environ`))).toContain('PATH=');
});

it('says what is not there and throws nothing', () => {
  const view = createProcessView('/nonexistent');
  expect(view.pids()).toEqual([]);
  expect(view.read('1/environ')).toBe('ENOENT');
  expect(view.link('1/exe')).toEqual({ error: 'ENOENT' });
  expect(view.head('1/exe', 4)).toHaveLength(0);
});
