import { posix } from 'node:path';
import type { Kubeconfig } from '../../formats/kubeconfig.ts';
import { type BytePath, parentOf, toBytePath } from '../byte-path.ts';
import type { FileContents } from '../file-store.ts';

/** A kubeconfig at its place. */
export interface FoundKubeconfig {
  readonly path: BytePath;
  readonly literal: boolean;
  readonly contents: FileContents<Kubeconfig>;
}

/**
 * The file that a kubeconfig means: relative to its own folder, names put together as text before any link is followed,
 * as client-go does it (clientcmd.ResolveLocalPaths).
 */
export function referencedPath(kubeconfig: BytePath, named: string): BytePath {
  return posix.resolve(`${parentOf(kubeconfig)}/`, toBytePath(named));
}

/** Every file that kubeconfigs name, once each, in a steady order. */
export function referencedPaths(files: readonly FoundKubeconfig[]): readonly BytePath[] {
  const paths = new Set<BytePath>();
  for (const { path, contents } of files) {
    if (contents.kind === 'failed') continue;
    for (const { contents: entry } of contents.container.entries) {
      if (entry.kind === 'path') paths.add(referencedPath(path, entry.path));
    }
  }
  return [...paths].sort();
}
