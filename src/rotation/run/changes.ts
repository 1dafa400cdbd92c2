import type { RotationResult, RotationSettings } from '../../model/rotation.ts';
import type { Content } from '../content/content.ts';
import { judge } from '../gate/judge.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { Changes, RunContext } from './context.ts';

/** What the gate says of new content for a target that has this content now. */
export async function judged(
  settings: RotationSettings,
  current: Buffer | undefined,
  proposed: Content,
  { clock, verifyChain }: RunContext,
): Promise<Verdict> {
  return judge({ settings, current, proposed, now: clock(), verifyChain });
}

/**
 * What a run has changed, in the words of the record. Where the content of before stayed or came back, the anchors
 * that were to be added and removed are told all the same: they are what a person wants to know of a refusal.
 *
 * @param sha256After Of the target as the run left it.
 */
export function changesOf(
  verdict: Verdict,
  result: RotationResult,
  sha256After: string | undefined,
): Changes {
  const { sha256Before, anchorsBefore, added, removed } = verdict;
  const anchorsAfter = result === 'rotated' ? verdict.anchorsAfter : anchorsBefore;
  return { sha256Before, sha256After, anchorsBefore, anchorsAfter, added, removed };
}
