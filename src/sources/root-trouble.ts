import type { Resolution } from './path-resolver.ts';
import type { Trouble } from './walk-result.ts';

/**
 * What is wrong with the other root itself. It is told even of places that may well not exist: where nothing at all
 * can be looked at, silence would pass for a host without certificates.
 */
export function rootTrouble(resolution: Resolution, root: string | undefined): Trouble | undefined {
  const isFolder = resolution.kind === 'found' && resolution.stats.isDirectory();
  if (root === undefined || isFolder || resolution.kind === 'remote') return undefined;
  const why = resolution.kind === 'failed' ? ` (${resolution.code})` : '';
  const detail = `The root under which it looks, ${root}, is no folder that can be reached${why}.`;
  return { path: '', finding: { reason: 'io_error', detail } };
}
