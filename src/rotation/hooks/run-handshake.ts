import { setTimeout as pause } from 'node:timers/promises';
import type { HookHandshake } from '../../model/rotation.ts';
import type { HookEnd } from './run-command.ts';

/** What came of one handshake. */
export interface Shaken {
  readonly ok: boolean;
  /** Why not, as a sentence or a reason. */
  readonly detail: string;
  /** SHA-256 of the leaf that was served, lower-case hex, where one was. */
  readonly leafSha256: string | undefined;
}

/** Shakes hands once; whatever the network does is a result. Called off by the signal, which may reject it. */
export type Shake = (hook: HookHandshake, signal: AbortSignal) => Promise<Shaken>;

/** Milliseconds between two tries. */
const BETWEEN = 200;

/**
 * Shakes hands until that succeeds or the time is over: a reload is done when its command ends, and its effect comes
 * a moment later. Never throws.
 *
 * @param expected SHA-256 of the leaf of the new content, where there is one.
 */
export async function runHandshake(
  hook: HookHandshake,
  shake: Shake,
  expected: string | undefined,
): Promise<HookEnd> {
  const deadline = AbortSignal.timeout(hook.timeout * 1000);
  let last = 'no answer';
  for (let tries = 1; ; tries++) {
    const shaken = await shake(hook, deadline).catch(
      (error: unknown): Shaken => ({
        ok: false,
        // The last reason says more than that the time is over.
        detail: deadline.aborted ? last : String(error instanceof Error ? error.message : error),
        leafSha256: undefined,
      }),
    );
    const fault = shaken.ok ? servedFault(hook, shaken, expected) : shaken.detail;
    if (fault === undefined) return { ok: true, detail: triesInWords(tries), output: '' };
    last = fault;
    if (!deadline.aborted) await pause(BETWEEN, undefined, { signal: deadline }).catch(() => undefined);
    if (deadline.aborted) return { ok: false, detail: `${last} (tried for ${hook.timeout} s)`, output: '' };
  }
}

function servedFault(
  { servesNew }: HookHandshake,
  { leafSha256 }: Shaken,
  expected: string | undefined,
): string | undefined {
  if (!servesNew || (expected !== undefined && leafSha256 === expected)) return undefined;
  return `serves another certificate than the new content's first, ${leafSha256 ?? 'none that could be read'}`;
}

const triesInWords = (tries: number): string => (tries === 1 ? 'succeeded' : `succeeded at try ${tries}`);
