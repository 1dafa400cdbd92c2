import { readFileSync } from 'node:fs';
import type { BytePath } from './byte-path.ts';
import { errorCode } from './errno.ts';

/**
 * File system types behind which another machine or another process answers, or may not answer: a call into one can
 * block for ever, and where it does nothing can end it. `autofs` is among them because touching it mounts.
 */
const MAY_HANG = new Set(
  (
    '9p afs autofs beegfs ceph cifs coda davfs fuse fuseblk gfs2 glusterfs gpfs lustre ncpfs nfs nfs4 ' +
    'ocfs2 orangefs prl_fs pvfs2 smb2 smb3 smbfs sshfs vboxsf virtiofs'
  ).split(' '),
);

const OCTAL = /\\([0-7]{3})/g;

/**
 * The mount points of network and FUSE file systems, out of the text of /proc/self/mountinfo (proc_pid_mountinfo(5)).
 * The root is never one of them: the program itself lies there.
 */
export function networkMounts(mountInfo: string): ReadonlySet<BytePath> {
  const types = new Map<BytePath, string>();
  for (const line of mountInfo.split('\n')) {
    const fields = line.split(' ');
    const separator = fields.indexOf('-', 6);
    const point = fields[4];
    const type = fields[separator + 1];
    if (separator < 0 || point === undefined || type === undefined) continue;
    // Of several mounts at one point the last one covers the others.
    types.set(
      point.replace(OCTAL, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8))),
      type,
    );
  }
  types.delete('/');
  const points = [...types].filter(([, type]) => MAY_HANG.has(type) || type.startsWith('fuse.'));
  return new Set(points.map(([point]) => point));
}

/** Where there is no /proc, or a table that may not be read: nothing can ever be known of mounts. */
const NO_TABLE = new Set(['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EINVAL']);

/**
 * The kernel's own table, each name as its bytes. Reading it asks no mounted file system anything. Without a table
 * everything is taken for local; where there is one that only now cannot be read, for want of descriptors or memory,
 * it throws: a mount that hangs must not be touched because of that.
 */
export function readMountInfo(path = '/proc/self/mountinfo'): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    if (NO_TABLE.has(errorCode(error))) return '';
    throw error;
  }
}
