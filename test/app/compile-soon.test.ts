import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { imageStart } from '../../bench/program/image-start.ts';
import { V8_DEFAULTS } from '../../src/app/compile-soon.ts';

const MODULE = join(import.meta.dirname, '../../src/app/compile-soon.ts');

/** Names of functions that were compiled for speed while one ran ten thousand times, after so many files were found. */
function compiled(flags: readonly string[], files: number): string {
  const program = `
    import { compileSoonFor } from ${JSON.stringify(MODULE)};
    compileSoonFor(${files});
    let sum = 0;
    function oftenCalled(count) { for (let index = 0; index < 10; index++) sum += count ^ index; }
    for (let count = 0; count < 10_000; count++) oftenCalled(count);
    console.log(sum);
  `;
  const args = [...flags, '--trace-opt', '--input-type=module', '--eval', program];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(status).toBe(0);
  return stdout;
}

const { nodeFlags } = imageStart();

it('gives every flag of the image back the value that V8 has by itself', () => {
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  const defaults = new Set([...stdout.matchAll(/default: (--\S+)$/gm)].map(([, flag]) => flag));
  const name = (flag: string): string => flag.replace(/^--(no-)?|=.*$/g, '');
  expect(nodeFlags.length).toBeGreaterThan(0);
  expect(V8_DEFAULTS.map(name).sort()).toEqual(nodeFlags.map(name).sort());
  for (const flag of V8_DEFAULTS) expect(defaults).toContain(flag);
});

it('compiles as V8 does by itself where there are many files, and later where there are few', () => {
  expect(compiled([], 0)).toContain('oftenCalled');
  expect(compiled(nodeFlags, 1999)).not.toContain('oftenCalled');
  expect(compiled(nodeFlags, 2000)).toContain('oftenCalled');
});
