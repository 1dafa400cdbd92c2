/** Somebody asked for a target that the allow-list does not hold. The message is for the log and names the target. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
