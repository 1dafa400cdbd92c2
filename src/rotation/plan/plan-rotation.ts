import type { RotationSettings } from '../../model/rotation.ts';
import type { RotationPlan } from '../../model/rotation-plan.ts';
import type { Content } from '../content/content.ts';
import { readContent } from '../content/read-content.ts';
import { sameContent } from '../content/same-content.ts';
import { judge } from '../gate/judge.ts';
import { judgeBundle, lacksContent } from '../gate/judge-bundle.ts';
import { predictedBundle } from '../gate/predicted-bundle.ts';
import type { Verdict } from '../gate/verdict.ts';
import type { RunContext } from '../run/context.ts';
import { readBundle } from '../run/distribution-bundle.ts';
import { readJournal } from '../swap/journal.ts';
import { openTarget } from '../swap/open-target.ts';
import type { Target } from '../swap/target.ts';
import { plannedHooks } from './planned-hooks.ts';

/** What a plan needs of what a run needs. */
export type PlanContext = Pick<
  RunContext,
  'directory' | 'signal' | 'verifyChain' | 'environment' | 'clock' | 'onStep'
>;

/**
 * Finds out what a run would do now: the target is looked at, the content read and judged as in a run. Nothing is
 * written, no hook is run and no lock taken, so that it can be asked at any time and without rights to write.
 */
export async function planRotation(settings: RotationSettings, context: PlanContext): Promise<RotationPlan> {
  const { directory, signal, environment, onStep } = context;
  const target = await openTarget(settings.target.path, {
    inPlace: settings.inPlace,
    create: settings.target.type === 'distribution',
    directory,
  });
  if ('refused' in target) return { ...blank(settings), reasons: [target.refused] };
  const known = { ...blank(settings), path: target.path, sha256Before: target.sha256 };
  onStep?.('reading the new content');
  const content = await readContent(settings.origin, {
    maxBytes: settings.gate.maxBytes,
    signal,
    environment,
  });
  if ('refused' in content)
    return { ...known, reasons: [content.refused], notes: targetNotes(target, directory) };
  onStep?.('judging the new content');
  const { verdict, isSame } = await judgedBoth(settings, target.current, content, context);
  const { accepted, reasons, notes, added, removed, anchorsBefore, anchorsAfter, sha256Before } = verdict;
  const outcome = isSame ? 'unchanged' : accepted ? 'rotate' : 'refused';
  return {
    ...known,
    outcome,
    reasons: isSame ? [] : reasons,
    notes: [...targetNotes(target, directory), ...notes],
    sha256Before,
    sha256After: isSame ? sha256Before : content.sha256,
    anchorsBefore,
    anchorsAfter,
    added,
    removed,
    ...(outcome === 'rotate' ? { way: target.way, hooks: plannedHooks(settings) } : {}),
  };
}

/** The verdict on the content, and for a distribution's tool on the bundle that it would make of it as well. */
async function judgedBoth(
  settings: RotationSettings,
  current: Buffer | undefined,
  proposed: Content,
  { clock, verifyChain }: PlanContext,
): Promise<{ readonly verdict: Verdict; readonly isSame: boolean }> {
  const now = clock();
  const verdict = await judge({ settings, current, proposed, now, verifyChain });
  const isSame = sameContent(current, proposed, settings.kind);
  if (settings.target.type === 'file') return { verdict, isSame };
  const { bundle, tool } = settings.target;
  const before = readBundle(settings.target);
  if (isSame && !lacksContent(before, proposed)) return { verdict, isSame };
  const after = predictedBundle(before, verdict, proposed);
  if (after === undefined) {
    const note = `${bundle} cannot be read, so that what ${tool} makes of it is judged only when it has run`;
    return { verdict: { ...verdict, notes: [...verdict.notes, note] }, isSame: false };
  }
  const made = await judgeBundle({ settings, before, after, content: proposed, now, verifyChain });
  const reasons = made.reasons.map((reason) => `${bundle}, as ${tool} would make it: ${reason}`);
  const all = [...verdict.reasons, ...reasons];
  return { verdict: { ...verdict, accepted: all.length === 0, reasons: all }, isSame: false };
}

/** What is to be known of a target whatever the content is. */
function targetNotes({ path, inPlaceBecause }: Target, directory: string): string[] {
  const notes: string[] = [];
  if (readJournal(directory, path) !== undefined)
    notes.push('an earlier run was not finished: the next one settles that first');
  if (inPlaceBecause !== undefined)
    notes.push(`${path} ${inPlaceBecause}: it is written in place, which readers can see half done`);
  return notes;
}

/** A plan that comes to nothing. */
function blank(settings: RotationSettings): RotationPlan {
  return {
    rotation: settings.name,
    kind: settings.kind,
    target: settings.target.path,
    path: undefined,
    outcome: 'refused',
    way: undefined,
    reasons: [],
    notes: [],
    sha256Before: undefined,
    sha256After: undefined,
    anchorsBefore: 0,
    anchorsAfter: 0,
    added: [],
    removed: [],
    hooks: [],
  };
}
