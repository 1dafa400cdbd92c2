import { expect, it } from 'vitest';
import { networkMounts, readMountInfo } from '../../src/sources/mount-table.ts';

const line = (point: string, type: string, optional = ''): string =>
  `36 35 98:0 /mnt1 ${point} rw,noatime ${optional}- ${type} /dev/root rw\n`;

it('finds network and FUSE mounts, whatever optional fields a line has', () => {
  const table =
    line('/', 'ext4') +
    line('/nfs', 'nfs4', 'master:1 shared:2 ') +
    line('/proc', 'proc') +
    line('/sshfs', 'fuse.sshfs') +
    line('/ntfs', 'fuseblk') +
    line('/net', 'autofs', 'shared:3 ') +
    line('/sys/fs/fuse/connections', 'fusectl') +
    line('/with\\040space\\134and\\303\\251', 'cifs');
  expect([...networkMounts(table)]).toEqual(['/nfs', '/sshfs', '/ntfs', '/net', '/with space\\and\xc3\xa9']);
});

it('goes by the last of several mounts at one point', () => {
  expect([
    ...networkMounts(line('/a', 'nfs') + line('/a', 'tmpfs') + line('/b', 'tmpfs') + line('/b', 'nfs')),
  ]).toEqual(['/b']);
});

it('never takes the root for one', () => {
  expect(networkMounts(line('/', 'fuse.fuse-overlayfs')).size).toBe(0);
});

it('makes nothing of what is no table', () => {
  expect(networkMounts('').size).toBe(0);
  expect(networkMounts('nonsense\n- - -\n36 35 98:0 / /a rw -').size).toBe(0);
});

it('reads the table of this machine', () => {
  expect(readMountInfo()).toContain(' / ');
});

it('is empty where there is no table', () => {
  expect(readMountInfo('/nowhere/mountinfo')).toBe('');
});

it('is no empty table where reading fails for another reason', () => {
  expect(() => readMountInfo('/')).toThrow('EISDIR');
});
