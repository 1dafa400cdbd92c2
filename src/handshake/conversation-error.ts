import type { HandshakeReason } from '../model/handshake.ts';

/** How a conversation before TLS can fail: the part of the closed list of handshake reasons that applies. */
export const CONVERSATION_REASONS = [
  /** The server speaks the protocol, and refuses TLS or does not offer it. */
  'starttls_unsupported',
  /** The deadline came before the server's go-ahead. */
  'starttls_timeout',
  /** The server ended the connection in good order. */
  'closed',
  /** The connection was torn down. */
  'connection_reset',
  /** The server does not speak the protocol, or breaks its rules in a way that must not be overlooked. */
  'protocol_error',
] as const satisfies readonly HandshakeReason[];

export type ConversationReason = (typeof CONVERSATION_REASONS)[number];

/** The one way in which a conversation before TLS fails. */
export class ConversationError extends Error {
  override readonly name = 'ConversationError';
  readonly reason: ConversationReason;
  /** One sentence for people, with what the server answered where it answered; safe to print. */
  readonly detail: string;

  constructor(reason: ConversationReason, detail: string, options?: ErrorOptions) {
    super(detail, options);
    this.reason = reason;
    this.detail = detail;
  }
}
