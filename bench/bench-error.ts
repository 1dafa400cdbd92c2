/** A measurement that could not be made, for a reason that the person who asked for it can do something about. */
export class BenchError extends Error {
  override readonly name = 'BenchError';
}
