import { statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { errorCode, findingOfCode, notRegular } from '../../src/sources/errno.ts';

it('knows the code of a system error, and none of others', () => {
  expect(errorCode(Object.assign(new Error('x'), { code: 'EIO' }))).toBe('EIO');
  expect(errorCode(new DOMException('x', 'AbortError'))).toBe('UNKNOWN');
  expect(errorCode('EIO')).toBe('UNKNOWN');
});

it.each([
  ['ENOENT', 'not_found'],
  ['ENOTDIR', 'not_found'],
  ['EACCES', 'permission_denied'],
  ['EPERM', 'permission_denied'],
  ['ENXIO', 'not_regular_file'],
  ['ELOOP', 'io_error'],
  ['EIO', 'io_error'],
  ['ESTALE', 'io_error'],
  ['ENAMETOOLONG', 'io_error'],
])('%s is %s', (code, reason) => {
  expect(findingOfCode(code, 'open').reason).toBe(reason);
});

it('says what is there instead of a file', () => {
  expect(notRegular(statSync('/', { bigint: true })).detail).toContain('a folder');
  expect(notRegular(statSync('/dev/null', { bigint: true })).detail).toContain('a device');
  expect(notRegular().reason).toBe('not_regular_file');
});
