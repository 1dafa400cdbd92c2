import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import type { RotationSettings } from '../../model/rotation.ts';

/**
 * The rotation, by its name, in whose content or target folder the rotation directory really lies: there every line of
 * the record would wake the watch. The configuration is checked for that as it is written; this sees through links.
 */
export function watchesItself(directory: string, rotations: readonly RotationSettings[]): string | undefined {
  const own = real(directory);
  const found = rotations.find(({ origin, target }) => {
    const folders = [dirname(real(target.path))];
    if (origin.type === 'folder') folders.push(real(origin.path));
    if (origin.type === 'file') folders.push(dirname(real(origin.path)));
    return folders.includes(own);
  });
  return found?.name;
}

/** Where a path leads; what is not there leads where it stands. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
