import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { imageStart } from '../../bench/program/image-start.ts';

const ROOT = join(import.meta.dirname, '../..');
const dockerfile = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

it('fills the compile cache with the flags of the entry point, without which it would not be found', () => {
  const warmings = [...dockerfile.matchAll(/^RUN (\[.*warm-compile-cache.*\])$/gm)].map(
    ([, words = '']) => JSON.parse(words) as string[],
  );
  expect(warmings).toHaveLength(2);
  for (const [, ...words] of warmings) {
    expect(words.filter((word) => word.startsWith('--'))).toEqual(imageStart(dockerfile).nodeFlags);
  }
});

it('copies every script that the build imports', () => {
  const copied = /^COPY (scripts\/build\.ts .*) scripts\/$/m.exec(dockerfile)?.[1]?.split(' ') ?? [];
  const imported = [...readFileSync(join(ROOT, 'scripts/build.ts'), 'utf8').matchAll(/from '\.\/(.*\.ts)'/g)];
  expect(imported.length).toBeGreaterThan(0);
  expect(copied).toEqual(['scripts/build.ts', ...imported.map(([, name]) => `scripts/${name}`)].sort());
});
