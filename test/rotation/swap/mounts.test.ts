import { expect, it } from 'vitest';
import { mountAt, mountOf, readMounts } from '../../../src/rotation/swap/mounts.ts';

const TABLE = String.raw`22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:21 / /proc rw,nosuid - proc proc rw
40 22 254:0 /srv/a\040b.pem /etc/ssl/a\040b.pem rw shared:1 master:2 - ext4 /dev/vda rw
41 22 0:50 / /etc/ssl/deep rw - tmpfs tmpfs rw
42 41 0:51 /x /etc/ssl/deep rw - tmpfs tmpfs rw
43 22 0:52 / /m\303\274 rw - tmpfs tmpfs rw
half a line
44 22 0:53 / /none`;

const mounts = readMounts(TABLE);

it('reads the table of the kernel, with names as they are, and passes over what is none', () => {
  expect(mounts.map(({ point }) => point)).toEqual([
    '/',
    '/proc',
    '/etc/ssl/a b.pem',
    '/etc/ssl/deep',
    '/etc/ssl/deep',
    '/mü',
  ]);
  expect(mountAt(mounts, '/etc/ssl/a b.pem')).toEqual({
    point: '/etc/ssl/a b.pem',
    root: '/srv/a b.pem',
    type: 'ext4',
  });
});

it('knows what is mounted at a path, the last of several, and nothing at any other', () => {
  expect(mountAt(mounts, '/etc/ssl/deep')?.root).toBe('/x');
  expect(mountAt(mounts, '/etc/ssl')).toBeUndefined();
});

it('knows the mount that a path lies in', () => {
  expect(mountOf(mounts, '/etc/ssl/deep/er/file')?.root).toBe('/x');
  expect(mountOf(mounts, '/etc/ssl/deeper')?.point).toBe('/');
  expect(mountOf(readMounts(''), '/etc')).toBeUndefined();
});

it('reads the table of this host', () => {
  expect(mountOf(readMounts(), '/proc/self/mountinfo')?.type).toBe('proc');
});
