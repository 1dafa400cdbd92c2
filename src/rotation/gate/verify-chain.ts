/** A stored chain and the anchors that it shall lead to. */
export interface ChainToVerify {
  /** DER, the leaf first. */
  readonly chain: readonly Buffer[];
  /** DER, in any order. */
  readonly anchors: readonly Buffer[];
  /** Unix seconds. */
  readonly now: number;
}

/**
 * Validates a chain by RFC 5280, dates included, whoever it is for. The verifier belongs to the handshakes; whoever
 * puts the program together passes it in.
 * @returns undefined where the chain verifies, otherwise why it does not: one sentence with its full stop
 */
export type VerifyChain = (input: ChainToVerify) => string | undefined;
