import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { KeptFile } from '../../../src/handshake/files/kept-file.ts';
import { replaceFile } from '../../support/replace-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('opens no FIFO, and tells what is not there', async () => {
  const fifo = join(temporaryFolder(), 'fifo');
  execFileSync('mkfifo', [fifo]);
  await expect(new KeptFile(fifo).look()).rejects.toThrow('is not a regular file');
  await expect(new KeptFile('/nowhere').look()).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

it('has one object for as long as the bytes are the same, and keeps it when the file goes', async () => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, 'one');
  const file = new KeptFile(path);
  await file.look();
  const { content } = file;
  expect(content?.toString()).toBe('one');
  replaceFile(path, 'one');
  await file.look();
  expect(file.content).toBe(content);
  writeFileSync(path, 'two');
  await file.look();
  expect(file.content?.toString()).toBe('two');
  rmSync(path);
  await expect(file.look()).rejects.toThrow('ENOENT');
  expect(file.content?.toString()).toBe('two');
});
