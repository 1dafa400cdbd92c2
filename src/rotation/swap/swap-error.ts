/** A swap that did not happen, or content that could not be put back. The message is a sentence for the operator. */
export class SwapError extends Error {
  override readonly name = 'SwapError';
}
