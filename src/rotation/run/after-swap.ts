import { existsSync } from 'node:fs';
import type { RotationSettings } from '../../model/rotation.ts';
import type { Content } from '../content/content.ts';
import type { Swapped } from '../swap/swapped.ts';
import type { RunContext, RunEnd } from './context.ts';
import { bundleFault } from './distribution-bundle.ts';
import { toolCommand, toolCommandAfterRollback } from './distribution-tool.ts';
import type { HookRun, StageFault } from './hook-run.ts';

/** What is known of a swap when its hooks are due. */
export interface SwapInHand {
  /** Undefined where the file was as it should be and only the distribution's tool had not taken it in. */
  readonly swap: Swapped | undefined;
  readonly content: Content;
  /** The bundle of the distribution before its tool runs; undefined where there is none, or where nobody knows. */
  readonly bundleBefore: Buffer | undefined;
  readonly hooks: HookRun;
}

/** How the hooks of a run ended. */
interface HooksEnd extends Pick<RunEnd, 'result' | 'reason' | 'targetSha256'> {
  /** The former content could not be put back: the journal stays, so that the next run tries it again. */
  readonly isStuck?: boolean;
}

/**
 * Runs the hooks of new content that is in place; where one fails, puts back what was there before and has it loaded
 * again. What was never loaded need not be loaded again: a restart costs, and the service has the old content still.
 */
export async function afterSwap(
  settings: RotationSettings,
  inHand: SwapInHand,
  context: RunContext,
): Promise<HooksEnd> {
  const { swap } = inHand;
  const fault = await firstFault(settings, inHand, context);
  if (fault === undefined) return { result: 'rotated', reason: '', targetSha256: swap?.sha256After };
  if (swap === undefined) {
    const reason = `${fault.words}; no file was replaced, so that there is nothing to put back`;
    return { result: 'failed', reason };
  }
  context.onStep?.('putting back what was there before');
  const failed = `${fault.words}; `;
  try {
    await swap.restore();
  } catch (error) {
    // Without its backup nobody can put it back, and a run that tries for ever would keep new content out.
    const isStuck = swap.backup === undefined || existsSync(swap.backup);
    const next = isStuck
      ? '; the next run tries it again'
      : '; what serves may have the new content: see to it by hand';
    return { result: 'failed', reason: `${failed}${messageOf(error)}${next}`, isStuck };
  }
  const again = await loadAgain(settings, inHand.hooks);
  const reason = `${failed}${swap.path} has its former content again${again}`;
  return { result: 'rolled_back', reason, targetSha256: swap.sha256Before };
}

async function firstFault(
  settings: RotationSettings,
  { content, bundleBefore, hooks }: SwapInHand,
  context: RunContext,
): Promise<StageFault | undefined> {
  const { target } = settings;
  const { validate, reload, verify } = settings.hooks;
  if (target.type === 'distribution') {
    const tool = await hooks.stage('tool', [toolCommand(target.tool)]);
    const fault = tool ?? (await bundleFault(settings, target, { bundleBefore, content }, context));
    if (fault !== undefined) return fault;
  }
  return (
    (await hooks.stage('validate', validate)) ??
    (await hooks.stage('reload', reload)) ??
    hooks.stage('verify', verify)
  );
}

/** Has the former content loaded wherever the new one was, and says how that went: the rest of a sentence. */
async function loadAgain({ target, hooks: { reload } }: RotationSettings, hooks: HookRun): Promise<string> {
  const tool =
    target.type === 'distribution' && hooks.begun.has('tool')
      ? await hooks.stage('tool_after_rollback', [toolCommandAfterRollback(target.tool)])
      : undefined;
  const isReloadDue = hooks.begun.has('reload');
  const again = isReloadDue ? await hooks.stage('reload_after_rollback', reload) : undefined;
  const faults = [tool, again].flatMap((fault) => (fault === undefined ? [] : [fault.words]));
  if (faults.length > 0) {
    const remedy = 'what serves may still have the new content, so see to it by hand';
    return `, but it could not be loaded again: ${faults.join('; ')}: ${remedy}`;
  }
  if (isReloadDue) return ' and was loaded again';
  return hooks.begun.has('tool') ? ', and its bundle was made again' : '; nothing had loaded the new one';
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
