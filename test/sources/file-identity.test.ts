import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { identityOf, isSettled, sameIdentity } from '../../src/sources/file-identity.ts';

const identity = identityOf(statSync('/proc/self/exe', { bigint: true }));

it('is the same only if every part is', () => {
  expect(sameIdentity(identity, { ...identity })).toBe(true);
  for (const part of ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const) {
    expect(sameIdentity(identity, { ...identity, [part]: identity[part] + 1n })).toBe(false);
  }
});

it('is settled two seconds after the last change', () => {
  const at = (mtime: number, ctime: number): boolean =>
    isSettled(
      { ...identity, mtimeNs: BigInt(mtime) * 1_000_000n, ctimeNs: BigInt(ctime) * 1_000_000n },
      100_000,
    );
  expect(at(98_000, 98_000)).toBe(true);
  expect(at(98_001, 90_000)).toBe(false);
  expect(at(90_000, 98_001)).toBe(false);
  // An archive restored a time in the future: the time of the change of the inode is what counts.
  expect(at(999_000, 90_000)).toBe(true);
  // The clock was set back: nobody knows.
  expect(at(90_000, 999_000)).toBe(false);
});
