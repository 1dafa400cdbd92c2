import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { rootedPath } from '../../../src/handshake/trust/rooted-path.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

function host(): string {
  const root = temporaryFolder();
  mkdirSync(join(root, 'etc/ssl'), { recursive: true });
  mkdirSync(join(root, 'etc/pki'), { recursive: true });
  writeFileSync(join(root, 'etc/pki/ca.pem'), '');
  return root;
}

it('leaves paths alone where the root is one’s own', async () => {
  expect([await rootedPath('/', '/a/b'), await rootedPath('', '/a/b')]).toEqual(['/a/b', '/a/b']);
});

it.each([
  ['/etc/pki/ca.pem', 'absolute'],
  ['../pki/ca.pem', 'relative'],
  ['../../../../../etc/pki/ca.pem', 'relative, beyond the root'],
  ['/etc/../etc/./pki//ca.pem', 'with dots'],
])('follows the link %s (%s) inside of the root', async (target) => {
  const root = host();
  symlinkSync(target, join(root, 'etc/ssl/cert.pem'));
  expect(await rootedPath(root, '/etc/ssl/cert.pem')).toBe(join(root, 'etc/pki/ca.pem'));
});

it('follows links in the middle of a path', async () => {
  const root = host();
  symlinkSync('/etc/pki', join(root, 'etc/ssl/certs'));
  expect(await rootedPath(root, '/etc/ssl/certs/ca.pem')).toBe(join(root, 'etc/pki/ca.pem'));
});

it('throws the code of what is missing, and of a loop', async () => {
  const root = host();
  symlinkSync('loop', join(root, 'loop'));
  await expect(rootedPath(root, '/etc/none')).rejects.toThrow(expect.objectContaining({ code: 'ENOENT' }));
  await expect(rootedPath(root, '/loop')).rejects.toThrow(expect.objectContaining({ code: 'ELOOP' }));
});
