import type { EntryContents, Kubeconfig } from '../../formats/kubeconfig.ts';
import { sameContainer } from '../file-store.ts';

/** Whether two readings of a kubeconfig are as good as one, so that the older may stay: a new token is no change here. */
export function sameKubeconfig(left: Kubeconfig, right: Kubeconfig): boolean {
  return (
    left.kind === right.kind &&
    JSON.stringify(left.findings) === JSON.stringify(right.findings) &&
    left.entries.length === right.entries.length &&
    left.entries.every(({ entry, contents }, index) => {
      const other = right.entries[index];
      return other !== undefined && other.entry === entry && sameEntry(contents, other.contents);
    })
  );
}

function sameEntry(left: EntryContents, right: EntryContents): boolean {
  if (left.kind === 'data' && right.kind === 'data') return sameContainer(left.container, right.container);
  return left.kind !== 'data' && JSON.stringify(left) === JSON.stringify(right);
}
