import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { mountedHost } from '../../../src/trust/audit/mounted-host.ts';
import { rootTree } from '../../support/root-tree.ts';

it('is a file system in which links begin at its root, and says when the last of them was made', () => {
  const root = rootTree({
    '/data/ca.pem': 'here',
    '/ca.pem': { link: '/current/ca.pem' },
    '/current': { link: 'data' },
  });
  const host = mountedHost(root);
  expect(String(host.read('/ca.pem'))).toBe('here');
  expect(host.resolve('/ca.pem')).toBe('/data/ca.pem');
  const times = ['ca.pem', 'current'].map((name) => lstatSync(join(root, name)).ctimeMs / 1000);
  expect(host.linkedAt('/ca.pem')).toBe(Math.max(...times));
  expect(host.linkedAt('/data/ca.pem')).toBeUndefined();
  expect(host.linkedAt('/nowhere')).toBeUndefined();
});
