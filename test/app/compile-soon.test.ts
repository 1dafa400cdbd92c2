import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { imageStart } from '../../bench/program/image-start.ts';

const MODULE = join(import.meta.dirname, '../../src/app/compile-soon.ts');

/** What V8 says of its flags, by name: the value that holds by default. */
function v8Defaults(): Map<string, string> {
  const { stdout } = spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8' });
  return new Map(
    [...stdout.matchAll(/default: --([a-z0-9-]+)=(\S+)$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  );
}

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

it('gives every flag of the image back the value that V8 has by itself', async () => {
  const { V8_DEFAULTS } = await import('../../src/app/compile-soon.ts');
  const defaults = v8Defaults();
  const names = nodeFlags.map((flag) => flag.replace(/^--|=.*$/g, ''));
  expect(names.length).toBeGreaterThan(0);
  expect(Object.keys(V8_DEFAULTS).sort()).toEqual([...names].sort());
  for (const [name, value] of Object.entries(V8_DEFAULTS)) expect(defaults.get(name)).toBe(String(value));
});

it('compiles as V8 does by itself where there are many files, and later where there are few', () => {
  expect(compiled([], 0)).toContain('oftenCalled');
  expect(compiled(nodeFlags, 1999)).not.toContain('oftenCalled');
  expect(compiled(nodeFlags, 2000)).toContain('oftenCalled');
});
