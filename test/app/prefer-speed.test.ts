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

it('lets the young generation grow that is kept small otherwise, and compiles as V8 does by itself', () => {
  const [small, speedy] = [after(''), after('preferSpeed()')];
  expect(small.bytes).toBeGreaterThan(0);
  expect(speedy.bytes).toBeGreaterThan(4 * small.bytes);
  expect(speedy.compiled).toContain('oftenCalled');
});
