import { lstatSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** One entry of one folder that decides where a path leads. */
export interface PathStep {
  readonly folder: string;
  readonly name: string;
}

/** As many symbolic links as Linux follows in one path (path_resolution(7)). */
const MOST_LINKS = 40;

/**
 * Every entry that is passed on the way to a path, each symbolic link with the folder that it stands in, up to the
 * first that is not there: whatever replaces, renames or retargets one of them shows in its folder, and there alone.
 *
 * @param path Absolute.
 */
export function pathSteps(path: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  let links = 0;
  let folder = '/';
  const left = namesOf(path);
  for (let name = left.shift(); name !== undefined; name = left.shift()) {
    if (name === '..') {
      folder = join(folder, '..');
      continue;
    }
    steps.push({ folder, name });
    const here = join(folder, name);
    const leadsTo = linkAt(here);
    if (leadsTo === undefined) return steps;
    if (leadsTo === 'itself') {
      folder = here;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) return steps;
    left.unshift(...namesOf(leadsTo.target));
    if (leadsTo.target.startsWith('/')) folder = '/';
  }
  return steps;
}

/** Where the path itself leads, once its links are followed as far as there is something. */
export function lastStep(steps: readonly PathStep[]): string {
  const last = steps.at(-1);
  return last === undefined ? '/' : join(last.folder, last.name);
}

const namesOf = (path: string): string[] => path.split('/').filter((name) => name !== '' && name !== '.');

/** What stands at a path: a link, something else, or nothing. */
function linkAt(path: string): { readonly target: string } | 'itself' | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? { target: readlinkSync(path) } : 'itself';
  } catch {
    return undefined;
  }
}
