import type { HookOutcome, RecordedAnchor, RotationKind } from './rotation.ts';

/** What a run would come to. `rotate`: the content would be replaced and the hooks run. */
export const PLAN_OUTCOMES = ['rotate', 'unchanged', 'refused'] as const;

export type PlanOutcome = (typeof PLAN_OUTCOMES)[number];

/** One thing that would be run, in its order. */
export interface PlannedHook {
  readonly stage: Extract<HookOutcome['stage'], 'tool' | 'validate' | 'reload' | 'verify'>;
  /** The arguments, or `handshake host:port`. */
  readonly command: readonly string[];
}

/** What one run of a rotation would do now, found out without changing anything. */
export interface RotationPlan {
  readonly rotation: string;
  readonly kind: RotationKind;
  /** As the configuration names it. */
  readonly target: string;
  /** The file that would be replaced, every symbolic link followed; undefined where there is none that could be. */
  readonly path: string | undefined;
  readonly outcome: PlanOutcome;
  /** How it would be replaced; undefined where it would not. */
  readonly way: 'rename' | 'in_place' | undefined;
  /** Why it would be refused; empty otherwise. Sentences without a full stop. */
  readonly reasons: readonly string[];
  /** What a person should know. Sentences without a full stop. */
  readonly notes: readonly string[];
  /** SHA-256 of the content before and after, lower-case hex; undefined where there is or would be none. */
  readonly sha256Before: string | undefined;
  readonly sha256After: string | undefined;
  readonly anchorsBefore: number;
  readonly anchorsAfter: number;
  readonly added: readonly RecordedAnchor[];
  readonly removed: readonly RecordedAnchor[];
  /** Empty unless the content would be replaced. */
  readonly hooks: readonly PlannedHook[];
}
