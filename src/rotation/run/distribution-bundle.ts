import type { RotationSettings, RotationTarget } from '../../model/rotation.ts';
import { readBounded } from '../../trust/audit/read-bounded.ts';
import type { Content } from '../content/content.ts';
import { judgeBundle } from '../gate/judge-bundle.ts';
import type { RunContext } from './context.ts';
import type { StageFault } from './hook-run.ts';

type Distribution = Extract<RotationTarget, { type: 'distribution' }>;

/** The bundle that a distribution's tool writes; undefined where there is none that could be read. */
export function readBundle({ bundle }: Distribution): Buffer | undefined {
  try {
    return readBounded(bundle);
  } catch {
    return undefined;
  }
}

/** What the gate finds wrong with a bundle after its tool has run, as the fault of that stage. */
export async function bundleFault(
  settings: RotationSettings,
  target: Distribution,
  { bundleBefore: before, content }: { readonly bundleBefore: Buffer | undefined; readonly content: Content },
  { clock, verifyChain }: RunContext,
): Promise<StageFault | undefined> {
  const after = readBundle(target);
  const { accepted, reasons } = await judgeBundle({
    settings,
    before,
    after,
    content,
    now: clock(),
    verifyChain,
  });
  if (accepted) return undefined;
  return { stage: 'tool', words: `${target.bundle} after ${target.tool}: ${reasons.join('; ')}` };
}
