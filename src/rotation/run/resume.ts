import { readFileSync } from 'node:fs';
import type { RotationSettings } from '../../model/rotation.ts';
import { parseContent } from '../content/parse-content.ts';
import { recover } from '../swap/recover.ts';
import type { Recovered, Swapped } from '../swap/swapped.ts';
import { afterSwap } from './after-swap.ts';
import { changesOf, judged } from './changes.ts';
import type { RunContext, RunEnd } from './context.ts';
import { toolCommandAfterRollback } from './distribution-tool.ts';
import { HookRun } from './hook-run.ts';

/** Records a run that is over, and then lets go of its journal. */
export type Finish = (startedAt: number, end: RunEnd, done?: () => Promise<void>) => Promise<void>;

/**
 * Brings to its end what an earlier run did not live to end, as a run of its own. Gives back what the next run should
 * tell of it. @throws SwapError
 */
export async function resume(
  settings: RotationSettings,
  context: RunContext,
  finish: Finish,
): Promise<readonly string[]> {
  const recovered = await recover(context.directory, settings.target.path);
  switch (recovered.state) {
    case 'nothing':
      return [];
    case 'hooks_due':
      await runHooksAgain(settings, context, recovered.swap, recovered.detail, finish);
      return [];
    case 'reload_due':
      await reloadFormer(settings, context, recovered, finish);
      return [];
    default:
      return [recovered.detail];
  }
}

async function runHooksAgain(
  settings: RotationSettings,
  context: RunContext,
  swap: Swapped,
  detail: string,
  finish: Finish,
): Promise<void> {
  const startedAt = context.clock();
  const content = parseContent(readFileSync(swap.path));
  if ('refused' in content) {
    // Only what parsed was ever swapped in, and the journal has its hash.
    throw new TypeError(`${swap.path} ${content.refused}`);
  }
  const former = swap.backup === undefined ? undefined : readFileSync(swap.backup);
  const verdict = await judged(settings, former, content, context);
  const facts = {
    rotation: settings.name,
    target: settings.target.path,
    backup: swap.backup,
    sha256Before: swap.sha256Before,
    sha256After: swap.sha256After,
    added: verdict.added.length,
    removed: verdict.removed.length,
  };
  const hooks = new HookRun(facts, content.certificates[0]?.certificate.fingerprintSha256, context);
  const end = await afterSwap(settings, { swap, content, bundleBefore: undefined, hooks }, context);
  const reason = end.reason === '' ? `its hooks were run again` : end.reason;
  await finish(
    startedAt,
    {
      ...changesOf(verdict, end.result, end.targetSha256),
      result: end.result,
      targetSha256: end.targetSha256,
      reason: `${detail}: ${reason}`,
      hooks: hooks.outcomes,
      backup: swap.backup,
    },
    end.isStuck === true ? undefined : () => swap.done(),
  );
}

async function reloadFormer(
  settings: RotationSettings,
  context: RunContext,
  { detail, done }: Extract<Recovered, { state: 'reload_due' }>,
  finish: Finish,
): Promise<void> {
  const startedAt = context.clock();
  const { target } = settings;
  const nothing = { backup: undefined, sha256Before: undefined, sha256After: '', added: 0, removed: 0 };
  const hooks = new HookRun({ rotation: settings.name, target: target.path, ...nothing }, undefined, context);
  const tool = target.type === 'distribution' ? [toolCommandAfterRollback(target.tool)] : [];
  const fault =
    (await hooks.stage('tool_after_rollback', tool)) ??
    (await hooks.stage('reload_after_rollback', settings.hooks.reload));
  const reason = fault === undefined ? 'it was loaded again' : `it could not be loaded again: ${fault.words}`;
  await finish(
    startedAt,
    { result: 'rolled_back', reason: `${detail}; ${reason}`, hooks: hooks.outcomes },
    done,
  );
}
