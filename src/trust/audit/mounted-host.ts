import { createHostFiles, type HostFiles, type HostFilesOptions } from '../host/host-files.ts';
import { followHostPath } from './host-path.ts';

/** The file system of a host, or of a container, whose root folder is `root` to this process. */
export function mountedHost(root: string, more: Pick<HostFilesOptions, 'mostBytes'> = {}): HostFiles {
  return createHostFiles({
    ...more,
    root,
    locate: (path) => followHostPath(root, path).opened,
    linkTimes: (path) =>
      followHostPath(root, path)
        .hops.filter(({ kind }) => kind === 'link')
        .map(({ changedAt }) => changedAt),
  });
}
