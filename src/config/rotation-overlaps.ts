import { basename, dirname, normalize } from 'node:path';
import type { RotationFileConfig } from './rotation-schema.ts';

/** What stands in the way of another: where in the list, and what was expected. */
export interface Overlap {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Written = Pick<RotationFileConfig, 'name' | 'target' | 'content'>;

/** The file that a rotation replaces, as written. */
export function targetPath({ target }: Pick<RotationFileConfig, 'target'>): string {
  return normalize(typeof target === 'string' ? target : target.path);
}

/** Names and targets that two rotations share, and rotations that would read what they write. */
export function overlaps(rotations: readonly Written[]): Overlap[] {
  const found: Overlap[] = [];
  const names = new Map<string, number>();
  const targets = new Map<string, number>();
  for (const [index, written] of rotations.entries()) {
    const first = names.get(written.name);
    if (first === undefined) names.set(written.name, index);
    else {
      const message = `expected a unique name: ${JSON.stringify(written.name)} is already rotation[${first}]`;
      found.push({ path: [index, 'name'], message });
    }
    const path = targetPath(written);
    const other = targets.get(path);
    if (other === undefined) targets.set(path, index);
    else {
      const message = `expected a target of its own: rotation[${other}] replaces ${path} as well`;
      found.push({ path: [index, 'target'], message });
    }
    if (readsTarget(written))
      found.push({ path: [index, 'content'], message: 'expected a content that is not the target itself' });
  }
  return found;
}

/** Whether a rotation's new content is, or contains, what it replaces. */
function readsTarget(written: Written): boolean {
  const path = targetPath(written);
  const { file, folder } = written.content;
  if (file !== undefined) return normalize(file) === path;
  return (
    folder !== undefined && withoutSlash(folder) === dirname(path) && /\.(?:crt|pem)$/.test(basename(path))
  );
}

/**
 * The rotation, by its place in the list, that has a file right in this directory: what is written there would wake
 * whoever watches it. Undefined where it is in nobody's way.
 */
export function watchedBy(directory: string, rotations: readonly Written[]): number | undefined {
  const own = withoutSlash(directory);
  const index = rotations.findIndex((written) => {
    const { file, folder } = written.content;
    const folders = [
      dirname(targetPath(written)),
      ...(file === undefined ? [] : [dirname(normalize(file))]),
      ...(folder === undefined ? [] : [withoutSlash(folder)]),
    ];
    return folders.includes(own);
  });
  return index === -1 ? undefined : index;
}

function withoutSlash(path: string): string {
  const trimmed = normalize(path).replace(/\/+$/, '');
  return trimmed === '' ? '/' : trimmed;
}
