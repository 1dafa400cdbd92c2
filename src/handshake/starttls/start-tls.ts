import type { Conversation } from '../conversation.ts';

/** The names that a prelude may have to tell the server. */
export interface StartTlsNames {
  /** The name that the certificate is expected for; an address where there is no name. */
  readonly serverName: string;
}

/**
 * Speaks one protocol from the server's greeting to its go-ahead for TLS. Rejects with a `ConversationError`. The
 * caller then hands the stream over (`Conversation.handOver`), which also refuses what was sent too early.
 */
export type StartTls = (conversation: Conversation, names: StartTlsNames) => Promise<void>;
