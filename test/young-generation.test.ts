import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

/** The bytes of the young generation after a million objects have been made and kept. */
function youngGeneration(...args: readonly string[]): number {
  const program = `
    const kept = [];
    for (let count = 0; count < 1_000_000; count++) kept.push({ count });
    const { getHeapSpaceStatistics } = require('node:v8');
    console.log(getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size);
  `;
  const { stdout } = spawnSync(process.execPath, [...args, '--eval', program], { encoding: 'utf8' });
  return Number(stdout);
}

it('keeps the young generation small, which grows otherwise', () => {
  const module = join(import.meta.dirname, '../src/young-generation.ts');
  const kept = youngGeneration('--import', module);
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(youngGeneration() / 2);
});
