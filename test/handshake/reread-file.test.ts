import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { RereadFile } from '../../src/handshake/reread-file.ts';
import { replaceFile } from '../support/replace-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const OLD = 1_700_000_000;

/** A file that was last changed long ago, and how often it was parsed. */
function fileWith(content: string) {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, content);
  utimesSync(path, OLD, OLD);
  const parsed: string[] = [];
  const file = new RereadFile(path, (bytes) => {
    parsed.push(bytes.toString());
    return { text: bytes.toString() };
  });
  return { path, file, parsed };
}

it('reads once for as long as nothing changes', () => {
  const { file, parsed } = fileWith('a');
  expect(file.get()).toBe(file.get());
  expect(parsed).toEqual(['a']);
});

it('reads again what was written in place, or renamed into place', () => {
  const { path, file } = fileWith('a');
  file.get();
  writeFileSync(path, 'b');
  expect(file.get()).toEqual({ text: 'b' });
  replaceFile(path, 'c');
  expect(file.get()).toEqual({ text: 'c' });
});

it('keeps the value where the bytes are the same', () => {
  const { path, file, parsed } = fileWith('a');
  const before = file.get();
  writeFileSync(path, 'a');
  expect(file.get()).toBe(before);
  expect(parsed).toEqual(['a']);
});

it('reads a young file again: its times may be too coarse to show a change', () => {
  const path = join(temporaryFolder(), 'file');
  writeFileSync(path, 'a');
  utimesSync(path, OLD, OLD);
  const file = new RereadFile(
    path,
    (bytes) => bytes.toString(),
    () => OLD * 1000 + 1000,
  );
  expect(file.get()).toBe('a');
  expect(file.get()).toBe('a');
  writeFileSync(path, 'b');
  utimesSync(path, OLD, OLD);
  expect(file.get()).toBe('b');
});

it('throws where there is no file, and reads it once there is one', () => {
  const { path, file } = fileWith('a');
  rmSync(path);
  expect(() => file.get()).toThrow('ENOENT');
  writeFileSync(path, 'b');
  expect(file.get()).toEqual({ text: 'b' });
});

it('throws what the parser throws, each time', () => {
  const { path } = fileWith('a');
  const file = new RereadFile(path, () => {
    throw new Error('nonsense');
  });
  expect(() => file.get()).toThrow('nonsense');
  expect(() => file.get()).toThrow('nonsense');
});
