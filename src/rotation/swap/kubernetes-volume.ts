import type { Hop } from '../../trust/audit/host-path.ts';
import type { Mount } from './mounts.ts';
import { mountAt, mountOf } from './mounts.ts';

/** The folder of one version of a volume's content, `..2026_11_22_03_17_00.123456789`. */
const VERSION_FOLDER = /\/\.\.\d{4}_\d\d_\d\d_[^/]+/;

/** Volumes that the kubelet fills out of objects of the cluster. */
const FILLED = /\/kubernetes\.io~(?:configmap|secret|projected|downward-api)\//;

/**
 * Why a file belongs to the kubelet and is not to be replaced: it would be put back, or never reach the file that
 * the container sees. Undefined for every other file.
 */
export function kubernetesVolume(
  path: string,
  hops: readonly Hop[],
  mounts: readonly Mount[],
): string | undefined {
  const own = mountAt(mounts, path);
  if (own !== undefined && (own.root.includes('/volume-subpaths/') || isFilled(own.root)))
    return `${path} is a file of a Kubernetes volume, mounted by subPath, which never changes while the container runs: change the object that it comes from and mount the whole volume`;
  const isData = [path, ...hops.map((hop) => hop.path)].some(
    (each) => each.split('/').includes('..data') || VERSION_FOLDER.test(each),
  );
  if (isData || isFilled(mountOf(mounts, path)?.root ?? ''))
    return `${path} lies in a Kubernetes volume, whose content comes from a ConfigMap or Secret: change that object`;
  return undefined;
}

const isFilled = (root: string): boolean => VERSION_FOLDER.test(root) || FILLED.test(`${root}/`);
