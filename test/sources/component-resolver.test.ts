import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createComponentResolver } from '../../src/sources/component-resolver.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

it('follows chains of links, relative and absolute, to a path without any', () => {
  const folder = temporaryFolder();
  fs.mkdirSync(join(folder, 'a/b'), { recursive: true });
  fs.writeFileSync(join(folder, 'a/b/file'), 'x');
  fs.symlinkSync('a/../a/./b', join(folder, 'relative'));
  fs.symlinkSync(join(folder, 'relative'), join(folder, 'absolute'));
  const resolver = createComponentResolver(undefined, new Set());
  expect(resolver.follow(folder, 'absolute/file')).toMatchObject({
    kind: 'found',
    path: `${folder}/a/b/file`,
  });
  expect(resolver.followFile(`${folder}/a/b`, 'file')).toMatchObject({
    kind: 'found',
    path: `${folder}/a/b/file`,
  });
});

it('stays in its root with .. and absolute links, at any component', () => {
  const root = temporaryFolder();
  fs.mkdirSync(join(root, 'tmp'));
  fs.mkdirSync(join(root, 'etc'));
  fs.symlinkSync('../../../../..', join(root, 'etc/up'));
  fs.symlinkSync('/', join(root, 'etc/slash'));
  fs.symlinkSync('/etc/passwd', join(root, 'etc/passwd-link'));
  const resolver = createComponentResolver(root, new Set());
  expect(resolver.follow(`${root}/etc`, 'up')).toMatchObject({ kind: 'found', path: root });
  expect(resolver.follow(`${root}/etc`, 'up/etc/slash/tmp')).toMatchObject({ path: `${root}/tmp` });
  expect(resolver.follow(root, '../../../etc')).toMatchObject({ path: `${root}/etc` });
  expect(resolver.follow(`${root}/etc`, 'passwd-link')).toEqual({ kind: 'missing', dangling: true });
});

it('tells what is missing, what dangles, what is no folder and what loops', () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, 'file'), 'x');
  fs.symlinkSync('gone', join(folder, 'dangling'));
  fs.symlinkSync('loop', join(folder, 'loop'));
  const resolver = createComponentResolver(undefined, new Set());
  expect(resolver.follow(folder, 'gone')).toEqual({ kind: 'missing', dangling: false });
  expect(resolver.follow(folder, 'dangling')).toEqual({ kind: 'missing', dangling: true });
  expect(resolver.follow(folder, 'file/below')).toEqual({ kind: 'missing', dangling: false });
  expect(resolver.follow(folder, 'loop')).toEqual({ kind: 'failed', code: 'ELOOP' });
});

it('follows 40 links and no more, as the kernel does', () => {
  const folder = temporaryFolder();
  fs.writeFileSync(join(folder, '0'), 'x');
  for (let link = 1; link <= 41; link++) fs.symlinkSync(String(link - 1), join(folder, String(link)));
  const resolver = createComponentResolver(undefined, new Set());
  expect(resolver.follow(folder, '40')).toMatchObject({ kind: 'found', path: `${folder}/0` });
  expect(fs.statSync(join(folder, '40')).size).toBe(1);
  expect(resolver.follow(folder, '41')).toEqual({ kind: 'failed', code: 'ELOOP' });
  expect(() => fs.statSync(join(folder, '41'))).toThrow('ELOOP');
});

it('stops before a network mount, also where links lead into it', () => {
  const folder = temporaryFolder();
  // The mount point does not exist: were it touched, it would be missing.
  const mount = `${folder}/net`;
  fs.mkdirSync(join(folder, 'local'));
  fs.symlinkSync('../net/certs/a.crt', join(folder, 'local/link'));
  const resolver = createComponentResolver(undefined, new Set([mount]));
  const remote = { kind: 'remote', mount };
  expect(resolver.follow(folder, 'net')).toEqual(remote);
  expect(resolver.followFile(folder, 'net')).toEqual(remote);
  expect(resolver.follow(folder, 'net/certs/../..')).toEqual(remote);
  expect(resolver.follow(`${folder}/local`, 'link')).toEqual(remote);
});

it('knows when its root lies on a network mount, or is not there', () => {
  const folder = temporaryFolder();
  expect(createComponentResolver(`${folder}/net/root`, new Set([`${folder}/net`])).root).toEqual({
    kind: 'remote',
    mount: `${folder}/net`,
  });
  expect(createComponentResolver(`${folder}/gone`, new Set()).root).toEqual({
    kind: 'missing',
    dangling: false,
  });
  expect(createComponentResolver(undefined, new Set()).root).toMatchObject({ kind: 'found', path: '' });
});
