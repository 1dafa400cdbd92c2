import type { HandshakeResult, Target } from './handshake.ts';

/** What is known now of one target, or of one of its addresses where each is dialled. */
export interface TargetState {
  readonly target: Target;
  /** Only where every address of the name is dialled. */
  readonly address?: string;
  /** Seconds from one attempt to the next, as things stand. */
  readonly interval: number;
  /** Attempts that have ended, since the target is there. */
  readonly attempts: number;
  readonly failures: number;
  /** Unix seconds of the last attempt that succeeded. */
  readonly lastSuccess?: number;
  /** Of the last attempt; absent until the first one has ended. */
  readonly result?: HandshakeResult;
}

/**
 * Some of the targets, always the same ones. Where none of them has changed it is the same object as before; where
 * they were dialled again and there was nothing new, `facts` is.
 */
export interface HandshakeShard {
  /** Its place among the shards. */
  readonly index: number;
  readonly states: readonly TargetState[];
  /**
   * Of each target (or address) with a result the first of those that say the same as the last one in everything but
   * when it was, how long it took, and the words of an explanation.
   */
  readonly facts: readonly HandshakeResult[];
}

/** What is known of all targets now. Immutable. */
export interface HandshakeState {
  readonly shards: readonly HandshakeShard[];
}

export const NO_HANDSHAKES: HandshakeState = { shards: [] };
