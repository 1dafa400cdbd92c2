import { expect, it } from 'vitest';
import { ownEntry } from '../../src/app/own-entry.ts';

it('runs what this process was started with, under the hidden command', () => {
  expect(ownEntry('read-files')).toEqual({ file: process.argv[1], args: ['read-files'] });
});
