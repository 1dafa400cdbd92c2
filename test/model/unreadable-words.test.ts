import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { whyUnreadable } from '../../src/model/unreadable-words.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

function reading(path: string): string {
  try {
    readFileSync(path);
    return 'read';
  } catch (error) {
    return whyUnreadable(error);
  }
}

it('says why in words, with the code of the system to search for', () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'file'), '');
  symlinkSync('loop', join(folder, 'loop'));
  expect(reading(join(folder, 'none'))).toBe('there is no such file (ENOENT)');
  expect(reading(folder)).toBe('it is a folder (EISDIR)');
  expect(reading(join(folder, 'file/below'))).toBe('a part of the path is no folder (ENOTDIR)');
  expect(reading(join(folder, 'loop'))).toBe('its symbolic links lead in a circle (ELOOP)');
});

it('says what there is to say of all else', () => {
  expect(whyUnreadable(Object.assign(new Error('x'), { code: 'EACCES' }))).toBe(
    'this user may not read it (EACCES)',
  );
  expect(whyUnreadable(Object.assign(new Error('x'), { code: 'EIO' }))).toBe('EIO');
  expect(whyUnreadable(new Error('no code'))).toBe('no code');
  expect(whyUnreadable('thrown')).toBe('thrown');
});
