import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StepLine } from '../../../src/cli/rotate/step-line.ts';
import { recordedTerminal } from '../../support/recorded-terminal.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells a step that takes long, and takes the line away again', () => {
  const terminal = recordedTerminal({ isTTY: true });
  const line = new StepLine(terminal, 300);
  line.step('corp-roots', 'reload: systemctl restart docker.service');
  vi.advanceTimersByTime(299);
  expect(terminal.err()).toBe('');
  vi.advanceTimersByTime(1);
  expect(terminal.err()).toBe('\r\u001b[Kcorp-roots: reload: systemctl restart docker.service …');
  line.clear();
  expect(terminal.err().endsWith('\r\u001b[K')).toBe(true);
});

it('is silent about steps that are over soon, and where there is no terminal', () => {
  const [quick, pipe] = [recordedTerminal({ isTTY: true }), recordedTerminal()];
  for (const terminal of [quick, pipe]) {
    const line = new StepLine(terminal, 300);
    line.step('corp-roots', 'reading the new content');
    if (terminal === pipe) vi.advanceTimersByTime(1000);
    line.clear();
    vi.advanceTimersByTime(1000);
    expect(terminal.err()).toBe('');
  }
});

it('takes up one line, whatever a command is made of', () => {
  const terminal = recordedTerminal({ isTTY: true });
  const line = new StepLine(terminal, 0);
  line.step('corp-roots', `reload: sh -c \n\u001b[31m${'x'.repeat(500)}`);
  vi.advanceTimersByTime(1);
  line.clear();
  const shown = terminal.err().split('\r\u001b[K')[1] ?? '';
  expect(shown.length).toBeLessThanOrEqual(102);
  expect(shown).toContain(String.raw`\n\u001b[31mxxx`);
});
