import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createHostFiles } from '../../../src/trust/host/host-files.ts';
import { temporaryFile } from '../../support/temporary-file.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';

it('sees a host that is mounted somewhere as if it were /', () => {
  const host = hostFolder({
    '/etc/a.pem': 'a',
    '/etc/link.pem': { link: '/etc/a.pem' },
    '/etc/out.pem': { link: '../../../../etc/a.pem' },
    '/etc/dangling.pem': { link: '/nowhere' },
  });
  expect(host.read('/etc/link.pem')).toEqual(Buffer.from('a'));
  expect(host.read('/etc/out.pem')).toEqual(Buffer.from('a'));
  expect(host.resolve('/etc/link.pem')).toBe('/etc/a.pem');
  expect(host.link('/etc/link.pem')).toBe('/etc/a.pem');
  expect(host.link('/etc/a.pem')).toBeUndefined();
  expect(host.list('/etc')).toEqual(['a.pem', 'dangling.pem', 'link.pem', 'out.pem']);
  expect(host.kind('/etc')).toBe('folder');
  expect(host.kind('/etc/link.pem')).toBe('file');
  expect(host.resolve('/etc/dangling.pem')).toBeUndefined();
  expect(host.read('/etc/dangling.pem')).toBe('ENOENT');
  expect(Math.abs((host.changedAt('/etc/link.pem') ?? 0) - Date.now() / 1000)).toBeLessThan(60);
  expect(host.changedAt('/etc/dangling.pem')).toBeUndefined();
  expect(host.identity('/etc/link.pem')).toBe(host.identity('/etc/a.pem'));
});

it('never opens what is no regular file', () => {
  const folder = temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  const host = createHostFiles({ root: '/', locate: (path) => path });
  expect(host.read(join(folder, 'pipe'))).toBe('not a regular file');
  expect(host.read(folder)).toBe('EISDIR');
  expect(host.kind(join(folder, 'pipe'))).toBeUndefined();
  expect(host.list(join(folder, 'nothing'))).toEqual([]);
  expect(host.resolve(folder)).toBe(folder);
});

it('reads no more than it is allowed to', () => {
  const path = temporaryFile('bundle.pem', '12345');
  const files = (mostBytes: number) => createHostFiles({ root: '/', locate: (name) => name, mostBytes });
  expect(String(files(5).read(path))).toBe('12345');
  expect(files(4).read(path)).toBe('EFBIG');
});
