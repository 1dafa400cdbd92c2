import { execFileSync } from 'node:child_process';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { listDirectory } from '../../src/sources/directory-listing.ts';
import { TimeSlice } from '../../src/sources/time-slice.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const slice = new TimeSlice(new AbortController().signal);

it('lists every name as its bytes with its kind, but none that begins with two dots', async () => {
  const folder = temporaryFolder();
  fs.writeFileSync(Buffer.from(`${folder}/\xe9`, 'latin1'), '');
  fs.mkdirSync(join(folder, 'folder'));
  fs.mkdirSync(join(folder, '..2024_01'));
  fs.symlinkSync('..2024_01', join(folder, '..data'));
  fs.symlinkSync('x', join(folder, 'link'));
  fs.writeFileSync(join(folder, '.hidden'), '');
  execFileSync('mkfifo', [join(folder, 'fifo')]);
  const entries = await listDirectory(folder, slice);
  expect(entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
    { name: '.hidden', kind: 'file' },
    { name: 'fifo', kind: 'other' },
    { name: 'folder', kind: 'folder' },
    { name: 'link', kind: 'link' },
    { name: '\xe9', kind: 'file' },
  ]);
});

it('rejects with the system error, and leaves nothing open when it is aborted', async () => {
  await expect(listDirectory(join(temporaryFolder(), 'gone'), slice)).rejects.toMatchObject({
    code: 'ENOENT',
  });
  const folder = temporaryFolder();
  for (let index = 0; index < 20; index++) fs.writeFileSync(join(folder, String(index)), '');
  const aborted = new TimeSlice(AbortSignal.abort(new Error('the program ends')));
  while (!aborted.due());
  const open = fs.readdirSync('/proc/self/fd').length;
  await expect(listDirectory(folder, aborted)).rejects.toThrow('the program ends');
  expect(fs.readdirSync('/proc/self/fd').length).toBe(open);
});
