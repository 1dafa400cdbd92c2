import { accessSync, type BigIntStats, constants } from 'node:fs';
import { errorWord } from '../../trust/audit/read-bounded.ts';
import { sharingBackups } from './backups.ts';
import { kubernetesVolume } from './kubernetes-volume.ts';
import { mountAt, readMounts } from './mounts.ts';
import { readTarget } from './read-target.ts';
import { type ResolvedTarget, resolveTarget } from './resolve-target.ts';
import { sha256 } from './sha256.ts';
import type { OpenTargetOptions, Target, TargetRefusal } from './target.ts';

/** The end of the line that begins a private key in PEM, whatever its kind (RFC 7468, and OpenSSL's own labels). */
const PRIVATE_KEY = 'PRIVATE KEY-----';

/**
 * Looks at what is to be replaced, and finds out whether it can be and how. Changes nothing. What only the attempt
 * itself shows (a full disk, a file system's own rules) fails later, with the target as it was.
 */
export async function openTarget(
  configured: string,
  options: OpenTargetOptions,
): Promise<Target | TargetRefusal> {
  const resolved = resolveTarget(configured);
  if ('refused' in resolved) return resolved;
  const { path, hops, stats } = resolved;
  const mounts = readMounts();
  const volume = kubernetesVolume(path, hops, mounts);
  if (volume !== undefined) return { refused: volume };
  if (stats === undefined) return missing(configured, resolved, options);
  if (!stats.isFile()) return { refused: `${path} is no regular file` };
  const fixed = whyFixed(path);
  if (fixed !== undefined) return { refused: fixed };
  const read = readTarget(path, stats);
  if ('refused' in read) return read;
  if (read.bytes.includes(PRIVATE_KEY))
    return {
      refused: `${path} holds a private key, which a rotation would take away: keep key and certificates in two files`,
    };
  const isMounted = mountAt(mounts, path) !== undefined;
  const because = isMounted ? MOUNTED : (whyNotInFolder(resolved.folder) ?? whyShared(path, stats, options));
  const target = { configured, path, current: read.bytes, sha256: sha256(read.bytes), stats };
  if (because === undefined) return { ...target, way: 'rename', inPlaceBecause: undefined };
  if (!options.inPlace)
    return { refused: `${path} ${because}: ${REMEDY}, or allow in_place, which readers can see half done` };
  const unwritable = accessWord(path);
  if (unwritable !== undefined)
    return { refused: `${path} ${because}, nor can it be written into (${unwritable})` };
  return { ...target, way: 'in_place', inPlaceBecause: because };
}

const MOUNTED = 'is mounted by itself (a bind mount of one file), so that nothing can be renamed over it';
const REMEDY = 'mount or name its folder in a way that allows it';

function missing(
  configured: string,
  { path, folder }: ResolvedTarget,
  { create }: OpenTargetOptions,
): Target | TargetRefusal {
  if (!create)
    return {
      refused: `${path} does not exist: correct the path, or make an empty file with the owner and mode that it should have`,
    };
  const because = whyNotInFolder(folder);
  if (because !== undefined) return { refused: `${path} cannot be created: it ${because}` };
  return {
    configured,
    path,
    current: undefined,
    sha256: undefined,
    way: 'rename',
    inPlaceBecause: undefined,
    stats: undefined,
  };
}

/** What nobody may change in any way, root neither (ioctl_iflags(2); the kernel then answers EPERM even to root). */
function whyFixed(path: string): string | undefined {
  const word = accessWord(path);
  if (word === 'EPERM') return `${path} is immutable: chattr -i allows it to be replaced`;
  if (word === 'EROFS') return `${path} lies on a file system that is mounted read-only`;
  return undefined;
}

function whyNotInFolder(folder: string): string | undefined {
  switch (accessWord(folder)) {
    case undefined:
      return undefined;
    case 'EPERM':
      return `lies in the folder ${folder}, which is immutable (chattr -i)`;
    case 'EROFS':
      return `lies in the folder ${folder}, which is on a file system that is mounted read-only`;
    default:
      return `lies in the folder ${folder}, in which this user may not write`;
  }
}

/** Another name of the same file keeps the old content when this one is renamed over. */
function whyShared(path: string, stats: BigIntStats, { directory }: OpenTargetOptions): string | undefined {
  const own = directory === undefined ? 0 : sharingBackups(directory, path, stats).length;
  const others = Number(stats.nlink) - 1 - own;
  return others > 0
    ? `has ${others} more name${others === 1 ? '' : 's'} (hard links), which would keep the old content`
    : undefined;
}

function accessWord(path: string): string | undefined {
  try {
    accessSync(path, constants.W_OK);
    return undefined;
  } catch (error) {
    return errorWord(error);
  }
}
