import { createHostFiles, type HostFiles } from '../host/host-files.ts';
import { followHostPath } from './host-path.ts';

/** The file system of a host, or of a container, whose root folder is `root` to this process. */
export function mountedHost(root: string): HostFiles {
  return createHostFiles({
    root,
    locate: (path) => followHostPath(root, path).opened,
    linkTimes: (path) =>
      followHostPath(root, path)
        .hops.filter(({ kind }) => kind === 'link')
        .map(({ changedAt }) => changedAt),
  });
}
