import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createKernelResolver } from '../../src/sources/kernel-resolver.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('lets the kernel follow links, and keeps the path as it was asked for', () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'file'), 'x');
  fs.symlinkSync('file', join(folder, 'link'));
  fs.symlinkSync('gone', join(folder, 'dangling'));
  fs.symlinkSync('loop', join(folder, 'loop'));
  const resolver = createKernelResolver();
  expect(resolver.root).toMatchObject({ kind: 'found', path: '' });
  const found = resolver.follow(folder, 'link');
  expect(found).toMatchObject({ kind: 'found', path: `${folder}/link` });
  expect(found.kind === 'found' && found.stats.isFile()).toBe(true);
  expect(resolver.followFile(folder, 'gone')).toEqual({ kind: 'missing', dangling: false });
  expect(resolver.follow(folder, 'dangling')).toEqual({ kind: 'missing', dangling: true });
  expect(resolver.follow(folder, 'file/x')).toEqual({ kind: 'missing', dangling: false });
  expect(resolver.follow(folder, 'loop')).toEqual({ kind: 'failed', code: 'ELOOP' });
  expect(resolver.follow(folder, 'x'.repeat(300))).toEqual({ kind: 'failed', code: 'ENAMETOOLONG' });
});
