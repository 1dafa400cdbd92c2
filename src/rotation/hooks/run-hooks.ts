import type { HookCommand, HookHandshake, HookOutcome } from '../../model/rotation.ts';
import { type HookFacts, type HookStage, hookEnvironment } from './hook-facts.ts';
import { type HookEnd, type RunOptions, runCommand } from './run-command.ts';
import { runHandshake, type Shake } from './run-handshake.ts';

export type Hook = HookCommand | HookHandshake;

/** What the hooks of one run share. */
export interface HookContext {
  readonly facts: HookFacts;
  readonly shake: Shake;
  /** SHA-256 of the first certificate of the new content, which `serves_new` asks for. */
  readonly leafSha256: string | undefined;
  /** Called before each hook, for whoever waits. */
  readonly onHook?: ((stage: HookStage, command: readonly string[]) => void) | undefined;
  readonly run?: RunOptions;
}

export interface StageEnd {
  readonly ok: boolean;
  /** Of the hooks that were run: the first that fails is the last. */
  readonly outcomes: readonly HookOutcome[];
}

/** Runs the hooks of one stage one after the other, up to the first that fails. Never throws. */
export async function runHooks(
  stage: HookStage,
  hooks: readonly Hook[],
  context: HookContext,
): Promise<StageEnd> {
  const outcomes: HookOutcome[] = [];
  for (const hook of hooks) {
    const command = commandOf(hook);
    context.onHook?.(stage, command);
    const started = performance.now();
    const { ok, detail, output } = await runHook(stage, hook, context);
    const duration = (performance.now() - started) / 1000;
    outcomes.push({ stage, command, ok, duration, detail, output });
    if (!ok) return { ok, outcomes };
  }
  return { ok: true, outcomes };
}

/** What a hook is called in the record. */
export function commandOf(hook: Hook): readonly string[] {
  return 'command' in hook ? hook.command : [`handshake ${hook.handshake}`];
}

function runHook(stage: HookStage, hook: Hook, context: HookContext): Promise<HookEnd> {
  return 'command' in hook
    ? runCommand(hook, hookEnvironment(context.facts, stage), context.run)
    : runHandshake(hook, context.shake, context.leafSha256);
}
