import { accessSync, type BigIntStats, constants } from 'node:fs';
import { plural } from '../../model/words.ts';
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

/** Why a target cannot be renamed over, after its path, and what to do about it. */
interface Obstacle {
  readonly why: string;
  readonly remedy: string;
}

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
    return {
      refused: `${path} ${because.why}: ${because.remedy}, or allow in_place, which readers can see half done`,
    };
  const unwritable = accessWord(path);
  if (unwritable !== undefined)
    return { refused: `${path} ${because.why}, nor can it be written into (${unwritable})` };
  return { ...target, way: 'in_place', inPlaceBecause: because.why };
}

const MOUNTED: Obstacle = {
  why: 'is mounted by itself (a bind mount of one file), so that nothing can be renamed over it',
  remedy: 'mount its folder instead',
};
const SYSTEMD = ' (for a service of systemd perhaps by ProtectSystem: name its folder in ReadWritePaths)';

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
  if (because !== undefined)
    return { refused: `${path} cannot be created: it ${because.why}: ${because.remedy}` };
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
  if (word === 'EROFS') return `${path} lies on a file system that is mounted read-only${SYSTEMD}`;
  return undefined;
}

function whyNotInFolder(folder: string): Obstacle | undefined {
  switch (accessWord(folder)) {
    case undefined:
      return undefined;
    case 'EPERM':
      return { why: `lies in the folder ${folder}, which is immutable`, remedy: 'chattr -i the folder' };
    case 'EROFS':
      return {
        why: `lies in the folder ${folder}, which is on a file system that is mounted read-only${SYSTEMD}`,
        remedy: 'mount it so that it can be written',
      };
    default:
      return {
        why: `lies in the folder ${folder}, in which this user may not write`,
        remedy: 'run as one who may',
      };
  }
}

/** Another name of the same file keeps the old content when this one is renamed over. */
function whyShared(path: string, stats: BigIntStats, { directory }: OpenTargetOptions): Obstacle | undefined {
  const own = directory === undefined ? 0 : sharingBackups(directory, path, stats).length;
  const others = Number(stats.nlink) - 1 - own;
  if (others <= 0) return undefined;
  return {
    why: `has ${plural(others, 'more name')} (hard links), which would keep the old content`,
    remedy: 'remove the others, or make files of their own of them',
  };
}

function accessWord(path: string): string | undefined {
  try {
    accessSync(path, constants.W_OK);
    return undefined;
  } catch (error) {
    return errorWord(error);
  }
}
