import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { imageStart } from '../../bench/program/image-start.ts';

const source = (file: string): string => JSON.stringify(join(import.meta.dirname, '../../src', file));

/** The bytes of the young generation after many objects, and the functions that were compiled for speed. */
function after(call: string): { readonly bytes: number; readonly compiled: string } {
  const program = `
    import ${source('young-generation.ts')};
    import { preferSpeed } from ${source('app/prefer-speed.ts')};
    import { getHeapSpaceStatistics } from 'node:v8';
    ${call};
    const kept = [];
    function oftenCalled(count) { kept.push({ count }); }
    for (let count = 0; count < 1_000_000; count++) oftenCalled(count);
    console.log('bytes=' + getHeapSpaceStatistics().find(({ space_name }) => space_name === 'new_space').space_size);
  `;
  const args = ['--trace-opt', ...imageStart().nodeFlags, '--input-type=module', '--eval', program];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  expect(status, stderr).toBe(0);
  return { bytes: Number(/^bytes=(\d+)$/m.exec(stdout)?.[1]), compiled: stdout };
}

/** Whether a function is optimized that is called 2,400 times, and has no loop that would be reason enough. */
function optimizes(call: string): boolean {
  const steps = Array.from({ length: 60 }, (_, step) => `sum += value ^ ${step};`).join(' ');
  const program = `
    import { compileSoon } from ${source('app/compile-soon.ts')};
    import { preferSpeed } from ${source('app/prefer-speed.ts')};
    ${call};
    function oftenCalled(value) { let sum = 0; ${steps} return sum; }
    for (let count = 0; count < 2400; count++) {
      oftenCalled(count);
      // What was compiled in another thread meanwhile is taken into use.
      if (count % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  `;
  const args = ['--trace-opt', ...imageStart().nodeFlags, '--input-type=module', '--eval', program];
  const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  expect(status).toBe(0);
  return /compiling.*oftenCalled.*TURBOFAN/.test(stdout);
}

it('optimizes after a thousand calls', () => {
  expect(optimizes('preferSpeed()')).toBe(true);
  expect(optimizes('compileSoon()')).toBe(false);
});

it('lets the young generation grow that is kept small otherwise, and compiles as V8 does by itself', () => {
  const [small, speedy] = [after(''), after('preferSpeed()')];
  expect(small.bytes).toBeGreaterThan(0);
  expect(speedy.bytes).toBeGreaterThan(4 * small.bytes);
  expect(speedy.compiled).toContain('oftenCalled');
});
