import { expect, it } from 'vitest';
import { wantedBy } from '../../src/sources/files-settings.ts';

it('makes patterns of paths, globs and folders, in this order', () => {
  const { includes, excludes, regex, optional } = wantedBy({ include: ['/a', '/b/*'], directories: ['/c'] });
  expect(includes.patterns.map(({ kind }) => kind)).toEqual(['path', 'glob', 'tree']);
  expect(excludes.start).toBeUndefined();
  expect([regex, optional]).toEqual([undefined, false]);
});

it('takes the memory from an expression, and leaves its other flags', () => {
  const { regex } = wantedBy({ include: [], regex: /a/giy });
  expect([regex?.('bA'), regex?.('bA'), regex?.('b')]).toEqual([true, true, false]);
});

it('matches in bounded time where a backtracking matcher would take years', () => {
  const { regex } = wantedBy({ include: [], regex: /(?=(a|A+)+\.crt$)/i });
  expect(regex?.(`/${'a'.repeat(4000)}.key`)).toBe(false);
  expect(regex?.(`/${'a'.repeat(4000)}.crt`)).toBe(true);
});
