import { expect, it } from 'vitest';
import { packageOf, pythonHomes } from '../../../src/trust/runtimes/python-homes.ts';
import { hostFolder } from '../../support/trust-laboratory/host-folder.ts';
import { PYTHON_HOST } from '../../support/trust-laboratory/python-host.ts';

it('tells an interpreter, another version of it and a virtual environment apart', () => {
  const homes = pythonHomes(hostFolder(PYTHON_HOST));
  expect(homes.map(({ prefix, version, standardLibrary }) => [prefix, version, standardLibrary])).toEqual([
    ['/usr', '3.11', '/usr/lib/python3.11'],
    ['/opt/app', '3.11', '/usr/lib/python3.11'],
    ['/root/.pyenv/versions/3.13.0', '3.13', '/root/.pyenv/versions/3.13.0/lib/python3.13'],
  ]);
});

it('finds packages where Debian keeps them, and those that pip installed before', () => {
  const host = hostFolder({ ...PYTHON_HOST, '/usr/local/lib/python3.11/dist-packages/pip/__init__.py': '' });
  const [debian] = pythonHomes(host);
  if (debian === undefined) throw new Error('no Python was found');
  expect(packageOf(host, debian, 'certifi')).toBe('/usr/lib/python3/dist-packages/certifi');
  expect(packageOf(host, debian, 'pip')).toBe('/usr/local/lib/python3.11/dist-packages/pip');
  expect(packageOf(host, debian, 'botocore')).toBeUndefined();
});
