import { expect, it } from 'vitest';
import { hashOf, namesOf } from '../../../src/trust/runtimes/folder-names.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';

const HOST = {
  '/d/0a1b2c3d.0': { link: 'root.pem' },
  '/d/0a1b2c3d.1': { link: '/nowhere' },
  '/d/0a1b2c3d.3': '',
  '/d/ffffffff.1': '',
  '/d/root.pem': '',
  '/d/other.crt': { link: '/etc/root.pem' },
  '/etc/root.pem': '',
  '/d/below/0a1b2c3e.0': '',
  '/d/0A1B2C3D.0': '',
};

it.each([
  ['hashed', ['0a1b2c3d.0', '0a1b2c3d.1']],
  ['hashed-any', ['0a1b2c3d.0', '0a1b2c3d.1', '0a1b2c3d.3', 'ffffffff.1']],
  ['distinct', ['0A1B2C3D.0', '0a1b2c3d.3', 'ffffffff.1', 'other.crt', 'root.pem']],
  ['all', ['0A1B2C3D.0', '0a1b2c3d.0', '0a1b2c3d.3', 'ffffffff.1', 'other.crt', 'root.pem']],
] as const)('%s', (which, names) => {
  expect(namesOf(hostFolder(HOST), '/d', which)).toEqual(names);
});

it('knows the hash of a name', () => {
  expect(hashOf('0a1b2c3d.12')).toBe('0a1b2c3d');
});
