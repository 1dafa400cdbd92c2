import { type Look, sameContents } from './look.ts';

/** Waits so many milliseconds, or less where the signal aborts. */
export type Pause = (milliseconds: number, signal: AbortSignal) => Promise<void>;

export interface SettleOptions {
  readonly pause: Pause;
  readonly signal: AbortSignal;
  /** Milliseconds without change that count as settled. */
  readonly quiet: number;
  /** How often it is looked again at most: what never settles is taken as it is, and its reader judges it. */
  readonly most: number;
}

/** Looks until two looks one after the other see the same: whoever writes may be in the middle of it. */
export async function settled(
  lookAgain: (before: Look) => Promise<Look>,
  from: Look,
  { pause, signal, quiet, most }: SettleOptions,
): Promise<Look> {
  let last = from;
  for (let times = 0; times < most && !signal.aborted; times++) {
    await pause(quiet, signal);
    const next = await lookAgain(last);
    if (next.identity === last.identity && sameContents(next, last)) return next;
    last = next;
  }
  return last;
}
