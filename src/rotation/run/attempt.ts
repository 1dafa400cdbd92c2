import type { RotationResult, RotationSettings } from '../../model/rotation.ts';
import { plural } from '../../model/words.ts';
import type { Content } from '../content/content.ts';
import { readContent } from '../content/read-content.ts';
import { sameContent } from '../content/same-content.ts';
import { lacksContent } from '../gate/judge-bundle.ts';
import type { Verdict } from '../gate/verdict.ts';
import { openTarget } from '../swap/open-target.ts';
import { swapIn } from '../swap/swap.ts';
import type { Target } from '../swap/target.ts';
import { afterSwap } from './after-swap.ts';
import { changesOf, judged } from './changes.ts';
import type { RunContext, RunEnd } from './context.ts';
import { readBundle } from './distribution-bundle.ts';
import { HookRun } from './hook-run.ts';
import type { Finish } from './resume.ts';

/** What is known once target and content have been read and judged, with nothing changed yet. */
interface Prepared {
  readonly target: Target;
  readonly content: Content;
  readonly verdict: Verdict;
  /** The bundle of a distribution, before its tool runs. */
  readonly bundleBefore: Buffer | undefined;
  /** The file is as it should be, and only the tool has not taken it into the bundle. */
  readonly isToolDue: boolean;
}

/**
 * One run, with the lock held: reads, judges, and where there is something to do swaps and runs the hooks.
 *
 * @param notes What is known from before and should be told with it.
 * @throws SwapError where the swap itself did not happen.
 */
export async function attempt(
  settings: RotationSettings,
  context: RunContext,
  notes: readonly string[],
  finish: Finish,
): Promise<void> {
  const startedAt = context.clock();
  const prepared = await prepare(settings, context);
  if ('result' in prepared) {
    await finish(startedAt, { ...prepared, notes: [...notes, ...(prepared.notes ?? [])] });
    return;
  }
  const { target, content, verdict, bundleBefore, isToolDue } = prepared;
  const { directory, onStep } = context;
  const swapOptions = { directory, rotation: settings.name, backups: settings.backups };
  if (!isToolDue) onStep?.(`replacing ${target.path}`);
  const swap = isToolDue ? undefined : await swapIn(target, content.bytes, swapOptions);
  const hooks = new HookRun(
    {
      rotation: settings.name,
      target: settings.target.path,
      backup: swap?.backup,
      sha256Before: target.sha256,
      sha256After: swap?.sha256After ?? target.sha256 ?? '',
      added: verdict.added.length,
      removed: verdict.removed.length,
    },
    content.certificates[0]?.certificate.fingerprintSha256,
    context,
  );
  const end = await afterSwap(settings, { swap, content, bundleBefore, hooks }, context);
  const targetSha256 = swap === undefined ? target.sha256 : end.targetSha256;
  const done =
    swap === undefined ? `the bundle has what ${target.path} holds` : `${countsOf(verdict)} in ${swap.path}`;
  await finish(
    startedAt,
    {
      ...changesOf(verdict, end.result, targetSha256),
      result: end.result,
      reason: end.reason === '' ? done : end.reason,
      targetSha256,
      hooks: hooks.outcomes,
      backup: swap?.backup,
      notes: [...notes, ...verdict.notes, ...(swap?.notes ?? [])],
    },
    end.isStuck === true ? undefined : async () => swap?.done(),
  );
}

/** Reads and judges; or how the run ends that has nothing to swap. */
async function prepare(settings: RotationSettings, context: RunContext): Promise<Prepared | RunEnd> {
  const { signal, environment, onStep } = context;
  const target = await openTarget(settings.target.path, {
    inPlace: settings.inPlace,
    create: settings.target.type === 'distribution',
    directory: context.directory,
  });
  if ('refused' in target) return { result: 'refused', reason: target.refused };
  const { sha256: targetSha256 } = target;
  onStep?.('reading the new content');
  const content = await readContent(settings.origin, {
    maxBytes: settings.gate.maxBytes,
    signal,
    environment,
  });
  if ('refused' in content) {
    return { result: signal.aborted ? 'failed' : 'refused', reason: content.refused, targetSha256 };
  }
  onStep?.('judging the new content');
  const verdict = await judged(settings, target.current, content, context);
  const bundleBefore = settings.target.type === 'distribution' ? readBundle(settings.target) : undefined;
  const isSame = sameContent(target.current, content, settings.kind);
  const isToolDue = isSame && settings.target.type === 'distribution' && lacksContent(bundleBefore, content);
  const ended = (result: RotationResult, reason: string): RunEnd => ({
    result,
    reason,
    targetSha256,
    ...changesOf(verdict, result, targetSha256),
    notes: verdict.notes,
  });
  if (isSame && !isToolDue) return ended('unchanged', `${target.path} has the content already`);
  if (!verdict.accepted) return ended('refused', verdict.reasons.join('; '));
  if (signal.aborted) return ended('failed', 'the run was stopped before anything was changed');
  return { target, content, verdict, bundleBefore, isToolDue };
}

/** What a rotation has changed, `2 certificates added, 1 removed`. */
function countsOf({ added, removed }: Verdict): string {
  return `${plural(added.length, 'certificate')} added, ${removed.length} removed`;
}
