import type { LockHeld } from '../../../src/rotation/swap/lock-held.ts';
import type { TargetRefusal } from '../../../src/rotation/swap/target.ts';

/** What `swap-entry.ts` is told to do, as JSON in its first argument. */
export interface SwapOrder {
  readonly directory: string;
  readonly target: string;
  readonly content: string;
  readonly inPlace?: boolean;
  readonly create?: boolean;
  readonly backups?: number;
  /** How it ends after the swap: with its run over, put back, or as if the process had ended there. */
  readonly way?: 'done' | 'restore' | 'leave';
}

/** What it answers, as JSON. */
export type SwapReport =
  | TargetRefusal
  | LockHeld
  | { readonly failed: string }
  | {
      readonly recovered: string;
      readonly way: string;
      readonly notes: readonly string[];
      readonly backup: string | undefined;
    };
