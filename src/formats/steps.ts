/** Work that stops after each small step, for others to have their turn, and ends with a result. */
export type Steps<Result> = Generator<void, Result, void>;
