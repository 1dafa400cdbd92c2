import { expect, it } from 'vitest';
import { Progress } from '../../../src/cli/check/progress.ts';
import { recordedTerminal } from '../../support/recorded-terminal.ts';

function at(terminal: ReturnType<typeof recordedTerminal>) {
  let now = 0;
  return {
    progress: new Progress(terminal, () => now),
    tick: (milliseconds: number) => (now += milliseconds),
  };
}

it('says nothing about a scan that is over at once', () => {
  const terminal = recordedTerminal({ isTTY: true });
  const { progress, tick } = at(terminal);
  tick(499);
  progress.report(10);
  progress.clear();
  expect(terminal.err()).toBe('');
});

it('says how far a long one is, ten times a second at the most, and takes the line away', () => {
  const terminal = recordedTerminal({ isTTY: true });
  const { progress, tick } = at(terminal);
  tick(500);
  progress.report(12_345);
  progress.report(12_346);
  tick(100);
  progress.report(20_000);
  progress.clear();
  expect(terminal.err()).toBe(
    '\r\u001b[K12,345 files looked at …\r\u001b[K20,000 files looked at …\r\u001b[K',
  );
});

it('writes nothing into a pipe', () => {
  const terminal = recordedTerminal();
  const { progress, tick } = at(terminal);
  tick(5000);
  progress.report(10);
  progress.clear();
  expect(terminal.err()).toBe('');
});
