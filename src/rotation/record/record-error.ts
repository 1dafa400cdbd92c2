/** A run that could not be recorded. The message is a sentence for the operator. */
export class RecordError extends Error {
  override readonly name = 'RecordError';
}
