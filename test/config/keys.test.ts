import { expect, it } from 'vitest';
import { configKeys } from '../../src/config/keys.ts';

it('lists keys at every depth, as people write them', () => {
  expect(configKeys()).toEqual(
    expect.arrayContaining(['root', 'scan.interval', 'sources', 'sources[].include', 'log.level']),
  );
});

it('names no key twice', () => {
  const keys = configKeys();
  expect(new Set(keys).size).toBe(keys.length);
});
