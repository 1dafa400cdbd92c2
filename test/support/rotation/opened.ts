import { openTarget } from '../../../src/rotation/swap/open-target.ts';
import { swapIn } from '../../../src/rotation/swap/swap.ts';
import type { Swapped } from '../../../src/rotation/swap/swapped.ts';
import type { OpenTargetOptions, Target } from '../../../src/rotation/swap/target.ts';
import type { SwapPlace } from './swap-place.ts';

/** A target that has to be one that can be replaced. */
export async function opened(path: string, options: Partial<OpenTargetOptions> = {}): Promise<Target> {
  const target = await openTarget(path, { inPlace: false, create: false, ...options });
  if ('refused' in target) throw new Error(target.refused);
  return target;
}

/** Why a target is refused. */
export async function refusal(path: string, options: Partial<OpenTargetOptions> = {}): Promise<string> {
  const target = await openTarget(path, { inPlace: false, create: false, ...options });
  if (!('refused' in target)) throw new Error(`${path} is not refused`);
  return target.refused;
}

/** Replaces the content of a place, up to where hooks would run. */
export async function swapped(
  { target, directory }: SwapPlace,
  content: string,
  options: Partial<OpenTargetOptions> & { readonly backups?: number } = {},
): Promise<Swapped> {
  const { backups = 3, ...opening } = options;
  const found = await opened(target, { directory, ...opening });
  return swapIn(found, Buffer.from(content), { directory, rotation: 'test', backups });
}
