import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { leftOut } from '../../scripts/left-out.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function builtWith(code: string): Promise<unknown> {
  const folder = temporaryFolder();
  const outfile = join(folder, 'built.cjs');
  writeFileSync(join(folder, 'entry.cjs'), code);
  const entryPoints = [join(folder, 'entry.cjs')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', plugins: [leftOut] });
  return import(outfile);
}

it('loads, and says what is missing to whoever uses it after all', async () => {
  await expect(builtWith(`require('semver')`)).resolves.toBeDefined();
  await expect(builtWith(`require('light-my-request')()`)).rejects.toThrow(
    'light-my-request is not part of the bundle: scripts/left-out.ts says that nobody needs requests that tests inject',
  );
  await expect(builtWith(`new (require('thread-stream'))()`)).rejects.toThrow('thread-stream is not part');
  await expect(builtWith(`require('@opentelemetry/api').trace`)).rejects.toThrow('is not part of the bundle');
});
