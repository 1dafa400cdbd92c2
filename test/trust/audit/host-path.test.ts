import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { followHostPath } from '../../../src/trust/audit/host-path.ts';
import { rootTree } from '../../support/root-tree.ts';

describe('the way of a path on a host', () => {
  it('has every folder and link on it, and the file', () => {
    const root = rootTree({ '/real/ca.pem': 'x', '/etc/ssl/cert.pem': { link: '../../real/ca.pem' } });
    const { hops, resolved, opened } = followHostPath(root, '/etc/./ssl//cert.pem');
    expect(hops.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      'folder /',
      'folder /etc',
      'folder /etc/ssl',
      'link /etc/ssl/cert.pem',
      'folder /real',
      'file /real/ca.pem',
    ]);
    expect({ resolved, opened }).toEqual({ resolved: '/real/ca.pem', opened: join(root, 'real/ca.pem') });
    expect(hops.at(-1)).toMatchObject({ mode: 0o644, uid: process.getuid?.() });
  });

  it('never leads out of the root', () => {
    const root = rootTree({
      '/a': { link: '/../../../etc/passwd' },
      '/b': { link: '../../../..' },
      '/etc/passwd': 'inside',
    });
    expect(followHostPath(root, '/a').opened).toBe(join(root, 'etc/passwd'));
    expect(followHostPath(root, '/b').resolved).toBe('/');
    expect(followHostPath(root, '/../../b/etc/passwd').resolved).toBe('/etc/passwd');
  });

  it('throws where there is nothing, and for links that loop, dangle or lead through a file', () => {
    const root = rootTree({ '/loop': { link: 'loop' }, '/gone': { link: '/nowhere' }, '/file': 'x' });
    mkdirSync(join(root, 'empty'));
    expect(() => followHostPath(root, '/loop')).toThrow('ELOOP');
    expect(() => followHostPath(root, '/gone')).toThrow('ENOENT');
    expect(() => followHostPath(root, '/empty/x')).toThrow('ENOENT');
    expect(() => followHostPath(root, '/file/x')).toThrow('ENOTDIR');
  });
});
