import type { BytePath } from './byte-path.ts';
import { createComponentResolver } from './component-resolver.ts';
import type { Wanted } from './folder-plan.ts';
import { createKernelResolver } from './kernel-resolver.ts';
import type { PathResolver } from './path-resolver.ts';

/** The cheapest resolver that does what is needed: following links by hand costs three calls where one would do. */
export function resolverFor(
  wanted: Wanted,
  root: string | undefined,
  mounts: ReadonlySet<BytePath>,
): PathResolver {
  const other = root !== undefined && root.replace(/\/+$/, '') !== '';
  const needed = other || mounts.size > 0 || wanted.excludes.start !== undefined;
  return needed ? createComponentResolver(other ? root : undefined, mounts) : createKernelResolver();
}
