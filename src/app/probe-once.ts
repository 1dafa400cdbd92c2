import type { Config } from '../config/config.ts';
import { type Attempt, attempt } from '../handshake/attempt.ts';
import type { Target } from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import { Attempting, type AttemptingOptions } from './attempting.ts';

/** What came of one handshake, with everything that was found out about the chain. */
export type Probed = Attempt;

/** So many targets are dialled at once. */
const AT_ONCE = 16;

/**
 * Dials each target once, some at a time, and gives back what came of it in the order of the targets; with `ip: all`
 * one for each address.
 */
export async function probeOnce(
  targets: readonly Target[],
  module: ModuleOptions,
  root: Config['root'],
  options: AttemptingOptions,
): Promise<readonly Probed[]> {
  const attempting = new Attempting(options);
  const context = { ...attempting.context(root), signal: new AbortController().signal };
  const found: (readonly Probed[])[] = [];
  const waiting = targets.entries();
  const dialNext = async (): Promise<void> => {
    // One iterator for all of them: each takes the next target.
    for (const [index, target] of waiting) found[index] = await attempt(target, module, context);
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, dialNext));
  } finally {
    attempting.close();
  }
  return found.flat();
}
