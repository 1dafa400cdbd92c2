import type { HookOutcome } from '../../model/rotation.ts';

export type HookStage = HookOutcome['stage'];

/** What a hook is told of the run that it belongs to. */
export interface HookFacts {
  readonly rotation: string;
  /** The path as configured. */
  readonly target: string;
  /** What was there before; undefined where there was nothing. */
  readonly backup: string | undefined;
  /** Lower-case hex; undefined where there was nothing. */
  readonly sha256Before: string | undefined;
  readonly sha256After: string;
  /** How many certificates are new, and how many are gone. */
  readonly added: number;
  readonly removed: number;
}

/** Where programs of hooks are looked for; that of whoever started this process is his own. */
export const HOOK_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * All that a hook finds in its environment. Nothing of this process's own is passed on: it may hold secrets, and a
 * hook has to behave by hand as it does under a timer.
 */
export function hookEnvironment(facts: HookFacts, stage: HookStage): Readonly<Record<string, string>> {
  return {
    PATH: HOOK_PATH,
    LANG: 'C.UTF-8',
    TLS_ROTATION_NAME: facts.rotation,
    TLS_ROTATION_STAGE: stage,
    TLS_ROTATION_TARGET: facts.target,
    TLS_ROTATION_BACKUP: facts.backup ?? '',
    TLS_ROTATION_SHA256_BEFORE: facts.sha256Before ?? '',
    TLS_ROTATION_SHA256_AFTER: facts.sha256After,
    TLS_ROTATION_ADDED: String(facts.added),
    TLS_ROTATION_REMOVED: String(facts.removed),
  };
}
