import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type FileCalls, type ReadResult, readWholeFile } from '../../src/sources/read-file.ts';
import { replaceFile } from '../support/replace-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const LIMITS = { maxBytes: 1000, inside: undefined };

/** A file with this content, and reading it while `meddle` is called before the n-th read, n counted from 0. */
function readWhile(
  content: string,
  meddle: (path: string, read: number) => void,
): ReadResult & { path: string } {
  const path = join(temporaryFolder(), 'file');
  fs.writeFileSync(path, content);
  let reads = 0;
  const calls: FileCalls = {
    ...fs,
    readSync: ((...args: Parameters<typeof fs.readSync>) => {
      meddle(path, reads++);
      return fs.readSync(...args);
    }) as typeof fs.readSync,
  };
  return { ...readWholeFile(path, LIMITS, calls), path };
}

const textOf = (result: ReadResult): string =>
  result.kind === 'read' ? result.bytes.toString() : result.kind;
const reasonOf = (result: ReadResult): string =>
  result.kind === 'failed' ? result.finding.reason : result.kind;

describe('a file that changes while it is read', () => {
  it('grows: it is read again, whole', () => {
    const result = readWhile('short', (path, read) => {
      if (read === 0) fs.appendFileSync(path, ' and long');
    });
    expect(textOf(result)).toBe('short and long');
    expect(result.kind === 'read' && result.identity.size).toBe(14n);
  });

  it('shrinks: it is read again, whole', () => {
    const result = readWhile('a long text', (path, read) => {
      if (read === 0) fs.truncateSync(path, 1);
    });
    expect(textOf(result)).toBe('a');
  });

  it('is written over with the same size: it is read again', () => {
    const result = readWhile('old', (path, read) => {
      if (read === 1) {
        fs.writeFileSync(path, 'new');
        fs.utimesSync(path, 1, 1);
      }
    });
    expect(textOf(result)).toBe('new');
  });

  it('is replaced: the new one is read', () => {
    const result = readWhile('old', (path, read) => {
      if (read !== 0) return;
      replaceFile(path, 'new');
    });
    expect(textOf(result)).toBe('new');
  });

  it('disappears: it is gone', () => {
    const result = readWhile('old', (path, read) => {
      if (read === 0) fs.rmSync(path);
    });
    expect(result.kind).toBe('gone');
  });

  it('grows without end: it is given up', () => {
    const result = readWhile('a', (path) => fs.appendFileSync(path, 'a'));
    expect(reasonOf(result)).toBe('io_error');
  });

  it('grows beyond the limit: it is too large', () => {
    const result = readWhile('a', (path, read) => {
      if (read === 0) fs.appendFileSync(path, 'a'.repeat(2000));
    });
    expect(reasonOf(result)).toBe('too_large');
  });
});

it('reads empty files, and files that only say that they are empty', () => {
  const path = join(temporaryFolder(), 'empty');
  fs.writeFileSync(path, '');
  expect(textOf(readWholeFile(path, LIMITS))).toBe('');
  const limits = { maxBytes: 1 << 20, inside: undefined };
  expect(textOf(readWholeFile('/proc/self/mounts', limits))).toBe(
    fs.readFileSync('/proc/self/mounts', 'utf8'),
  );
  expect(reasonOf(readWholeFile('/proc/self/mounts', { maxBytes: 10, inside: undefined }))).toBe('too_large');
});

it('holds the limit to the byte', () => {
  const path = join(temporaryFolder(), 'file');
  fs.writeFileSync(path, 'x'.repeat(1000));
  expect(textOf(readWholeFile(path, LIMITS))).toHaveLength(1000);
  fs.appendFileSync(path, 'x');
  expect(reasonOf(readWholeFile(path, LIMITS))).toBe('too_large');
});

it('does not open what is no file', () => {
  expect(reasonOf(readWholeFile('/dev/zero', LIMITS))).toBe('not_regular_file');
  expect(reasonOf(readWholeFile('/tmp', LIMITS))).toBe('not_regular_file');
  expect(readWholeFile('/gone/file', LIMITS).kind).toBe('gone');
});

it('closes what it opened, whatever happens', () => {
  const open = fs.readdirSync('/proc/self/fd').length;
  readWholeFile('/dev/zero', LIMITS);
  readWhile('a', (path) => fs.appendFileSync(path, 'a'));
  const failing = {
    ...fs,
    fstatSync: () => {
      throw Object.assign(new Error('x'), { code: 'EIO' });
    },
  };
  expect(reasonOf(readWholeFile('/proc/version', LIMITS, failing as FileCalls))).toBe('io_error');
  expect(fs.readdirSync('/proc/self/fd').length).toBe(open);
});

describe('inside a folder', () => {
  it('opens no link, not as the last name and not on the way', () => {
    const folder = temporaryFolder();
    const outside = temporaryFolder();
    fs.mkdirSync(join(folder, 'in'));
    fs.writeFileSync(join(folder, 'in/file'), 'mine');
    fs.writeFileSync(join(outside, 'file'), 'not mine');
    fs.symlinkSync(join(outside, 'file'), join(folder, 'link'));
    fs.symlinkSync(outside, join(folder, 'way'));
    const limits = { maxBytes: 1000, inside: folder };
    expect(textOf(readWholeFile(`${folder}/in/file`, limits))).toBe('mine');
    expect(readWholeFile(`${folder}/link`, limits).kind).toBe('moved');
    expect(readWholeFile(`${folder}/way/file`, limits).kind).toBe('moved');
  });
});
