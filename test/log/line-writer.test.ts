import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lineWriter } from '../../src/log/line-writer.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('writes each line at once', () => {
  const path = join(temporaryFolder(), 'log');
  const fd = openSync(path, 'w');
  const { write } = lineWriter(fd);
  write('ä\n');
  expect(readFileSync(path, 'utf8')).toBe('ä\n');
  write('b\n');
  expect(readFileSync(path, 'utf8')).toBe('ä\nb\n');
  closeSync(fd);
});

it('drops what a full disk does not take, and goes on', () => {
  const fd = openSync('/dev/full', 'w');
  const { write } = lineWriter(fd);
  for (let line = 0; line < 3; line++) expect(() => write('x\n')).not.toThrow();
  closeSync(fd);
});

it('writes the rest of a line of which a part was taken, also after a pause', () => {
  let taken = '';
  let calls = 0;
  const { write } = lineWriter(2, (_fd, bytes) => {
    if (++calls === 2) throw Object.assign(new Error('busy'), { code: 'EAGAIN' });
    const piece = Buffer.from(bytes as Uint8Array).subarray(0, 2);
    taken += piece.toString('latin1');
    return piece.length;
  });
  write('abcde\n');
  expect(taken).toBe('abcde\n');
});

it('does not wait for ever for a reader that has stopped', () => {
  let calls = 0;
  const { write } = lineWriter(2, () => {
    calls++;
    throw Object.assign(new Error('busy'), { code: 'EAGAIN' });
  });
  write('x\n');
  expect(calls).toBeGreaterThan(1);
});
