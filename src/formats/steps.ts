/** Work that stops after each small step, for others to have their turn, and ends with a result. */
export type Steps<Result> = Generator<void, Result, void>;

/** Work that is done in one step. */
export function inOneStep<Result>(work: () => Result): Iterator<void, Result, void> {
  return { next: () => ({ done: true, value: work() }) };
}
