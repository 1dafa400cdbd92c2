import type { HandshakeFailure, HandshakeReason, Phase } from '../model/handshake.ts';

/** The one way in which a phase of a dial fails. Its message is a sentence for people. */
export class DialError extends Error {
  override readonly name = 'DialError';
  readonly failure: HandshakeFailure;

  constructor(phase: Phase, reason: HandshakeReason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.failure = { phase, reason, detail };
  }
}
