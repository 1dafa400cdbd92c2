import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { REVISION, VERSION } from '../src/version.ts';

it('is the version of package.json while nothing is bundled', () => {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  expect(manifest).toContain(`"version": "${VERSION}"`);
});

it('does not guess a revision while nothing is bundled', () => {
  expect(REVISION).toBe('unknown');
});
