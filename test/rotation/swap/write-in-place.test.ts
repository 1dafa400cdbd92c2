import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isTorn, writeInPlace } from '../../../src/rotation/swap/write-in-place.ts';
import fc from '../../support/fast-check.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const bytes = (length: number, fill: string): Buffer => Buffer.alloc(length, fill);

describe('writing in place', () => {
  it('leaves no rest of longer content, and takes shorter for longer', () => {
    const path = join(temporaryFolder(), 'a');
    writeFileSync(path, 'long content');
    writeInPlace({ path, stats: undefined }, Buffer.from('short'));
    expect(readFileSync(path, 'utf8')).toBe('short');
    writeInPlace({ path, stats: undefined }, Buffer.from('longer than that'));
    expect(readFileSync(path, 'utf8')).toBe('longer than that');
  });

  it('follows no link', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a'), 'a');
    symlinkSync('a', join(folder, 'link'));
    expect(() => writeInPlace({ path: join(folder, 'link'), stats: undefined }, Buffer.from('b'))).toThrow(
      /ELOOP/,
    );
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('a');
  });
});

describe('half of a file', () => {
  const sizes = fc.integer({ min: 0, max: 3000 });

  it('is told wherever the writing was ended', () => {
    fc.assert(
      fc.property(sizes, sizes, fc.double({ min: 0, max: 1, noNaN: true }), (before, after, share) => {
        const [old, fresh] = [bytes(before, 'o'), bytes(after, 'n')];
        const written = Math.floor(after * share);
        const content = Buffer.concat([fresh.subarray(0, written), old.subarray(written)]);
        expect(isTorn(content, old, fresh)).toBe(content.length >= Math.min(before, after));
      }),
    );
  });

  it('is told after a power cut, with each sector that of before, that of after, or empty', () => {
    const [old, fresh] = [bytes(2048, 'o'), bytes(1700, 'n')];
    const sectors = [fresh.subarray(0, 512), old.subarray(512, 1024), bytes(512, '\0'), old.subarray(1536)];
    expect(isTorn(Buffer.concat(sectors), old, fresh)).toBe(true);
  });

  it.each([
    ['anything else', bytes(2000, 'x')],
    ['a word in the middle', Buffer.concat([bytes(700, 'n'), Buffer.from('theirs'), bytes(1294, 'o')])],
    ['more than either', bytes(2001, 'o')],
    ['less than either', bytes(999, 'n')],
  ])('is not %s', (_, content) => {
    expect(isTorn(content, bytes(2000, 'o'), bytes(1000, 'n'))).toBe(false);
  });
});
