import { setTimeout as pause } from 'node:timers/promises';

/** How often something that changes while it is read is read again. */
const MOST_ATTEMPTS = 5;
/** Milliseconds to the second attempt; each further one waits as long again. */
const PAUSE = 100;

/** What was read, and the state that it was in. */
export interface ReadState<Result> {
  readonly result: Result;
  /** As `look` describes it, of what was really opened: a link may lead elsewhere for just that moment. */
  readonly state: string;
}

/**
 * Reads what somebody else may be writing: it was stable where it looks the same before, while it is open, and
 * after. A writer that stops for long in the middle cannot be told from one that has finished; the gate sees to that.
 * @param look describes the state of what is read: equal texts mean that nothing was written in between
 * @param pauseAfter milliseconds after each attempt, times its number
 * @returns undefined where it never held still
 * @throws what `look` and `read` throw, and the reason of the signal
 */
export async function stableRead<Result>(
  look: () => Promise<string>,
  read: () => Promise<ReadState<Result>>,
  signal: AbortSignal,
  pauseAfter = PAUSE,
): Promise<{ readonly result: Result } | undefined> {
  for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt++) {
    signal.throwIfAborted();
    const before = await look();
    const { result, state } = await read();
    if (before === state && before === (await look())) return { result };
    await pause(attempt * pauseAfter, undefined, { signal });
  }
  return undefined;
}
