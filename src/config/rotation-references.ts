import type * as z from 'zod';
import { DEFAULT_MODULE } from './handshake-settings.ts';
import { watchedBy } from './rotation-overlaps.ts';
import type { RotationFileConfig } from './rotation-schema.ts';
import { ROTATION_DEFAULTS } from './rotation-settings.ts';

interface WithRotations {
  readonly handshake?: { readonly modules: Readonly<Record<string, unknown>> } | undefined;
  readonly rotation?: readonly RotationFileConfig[] | undefined;
  readonly rotation_directory?: string | undefined;
}

/** Checks what rotations name elsewhere in the file: modules of handshakes, and the directory that is theirs. */
export function checkRotationReferences(
  { handshake, rotation = [], rotation_directory: directory }: WithRotations,
  context: z.core.$RefinementCtx,
): void {
  const modules = [...new Set([DEFAULT_MODULE, ...Object.keys(handshake?.modules ?? {})])];
  for (const [index, { hooks }] of rotation.entries()) {
    for (const [place, { module }] of hooks.verify.entries()) {
      if (modules.includes(module)) continue;
      const message = `expected one of the modules (${modules.join(', ')}), got ${JSON.stringify(module)}`;
      const path = ['rotation', index, 'hooks', 'verify', place, 'module'];
      context.addIssue({ code: 'custom', path, message });
    }
  }
  const watched = watchedBy(directory ?? ROTATION_DEFAULTS.directory, rotation);
  if (watched === undefined) return;
  const message = `expected a directory of its own: rotation[${watched}] has its target or content there`;
  context.addIssue({ code: 'custom', path: ['rotation_directory'], message });
}
