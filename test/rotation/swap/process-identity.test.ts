import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished, vi } from 'vitest';
import {
  identityText,
  livenessOf,
  ownIdentity,
  parseIdentity,
} from '../../../src/rotation/swap/process-identity.ts';

const fieldsOf = (pid: number): string[] => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
};

it('knows this process, and writes it down so that it can be read again', () => {
  const own = ownIdentity();
  expect(own).toMatchObject({ pid: process.pid, start: fieldsOf(process.pid)[19] });
  expect(livenessOf(own)).toBe('alive');
  expect(parseIdentity(identityText(own))).toEqual(own);
});

it.each([
  '',
  '1',
  '1-2',
  '1-2-xyz',
  '-1-2-0123456789ab',
  '1-2-0123456789ab-',
  '1-2-0123456789AB',
  '9'.repeat(11) + '-2-0123456789ab',
])('reads no identity out of %j', (text) => {
  expect(parseIdentity(text)).toBeUndefined();
});

it('tells a process from a later one with its id, and knows nothing of other containers', () => {
  const own = ownIdentity();
  expect(livenessOf({ ...own, start: '1' })).toBe('dead');
  expect(livenessOf({ ...own, pid: 4_194_305 })).toBe('dead');
  expect(livenessOf({ ...own, space: '0'.repeat(12) })).toBe('unknown');
});

it('takes one that has ended and nobody has waited for as ended', async () => {
  // The shell becomes a program that waits for no child.
  const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 1000'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void parent.kill('SIGKILL'));
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(said.toString());
  await vi.waitFor(() => expect(fieldsOf(pid)[0]).toBe('Z'), { timeout: 20_000 });
  expect(livenessOf({ ...ownIdentity(), pid, start: fieldsOf(pid)[19] ?? '' })).toBe('dead');
});
