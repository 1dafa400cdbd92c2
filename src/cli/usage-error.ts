/** A command line that cannot be understood. Its message names the flag and what was expected; the status is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
