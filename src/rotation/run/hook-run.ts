import type { HookOutcome } from '../../model/rotation.ts';
import type { HookFacts, HookStage } from '../hooks/hook-facts.ts';
import { type Hook, type HookContext, runHooks } from '../hooks/run-hooks.ts';
import type { RunContext } from './context.ts';

/** The most characters of a hook's output that stand in the reason; the record has more beside it. */
const MOST_PRINTED = 300;

/** A hook that failed, or what a stage found wrong. */
export interface StageFault {
  readonly stage: HookStage;
  /** Half a sentence: which hook, and how it ended. */
  readonly words: string;
}

/** The hooks of one run: what has been run so far, stage by stage. */
export class HookRun {
  readonly outcomes: HookOutcome[] = [];
  /** The stages of which at least one hook was run. */
  readonly begun = new Set<HookStage>();
  readonly #context: HookContext;

  constructor(facts: HookFacts, leafSha256: string | undefined, { shake, onStep, hooks }: RunContext) {
    this.#context = {
      facts,
      shake,
      leafSha256,
      onHook: (stage, command) => onStep?.(`${stage}: ${command.join(' ')}`),
      ...(hooks !== undefined && { run: hooks }),
    };
  }

  /** Runs a stage up to the first hook that fails, which it gives back. */
  async stage(stage: HookStage, hooks: readonly Hook[]): Promise<StageFault | undefined> {
    if (hooks.length > 0) this.begun.add(stage);
    const { ok, outcomes } = await runHooks(stage, hooks, this.#context);
    this.outcomes.push(...outcomes);
    const last = outcomes.at(-1);
    if (ok || last === undefined) return undefined;
    const printed = last.output === '' ? '' : `, printed: ${last.output.slice(-MOST_PRINTED)}`;
    return { stage, words: `${stage} hook ${last.command.join(' ')}: ${last.detail}${printed}` };
  }
}
