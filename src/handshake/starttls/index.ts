import type { Duplex } from 'node:stream';
import type { StartTlsProtocol } from '../../model/handshake-module.ts';
import { Conversation } from '../conversation.ts';
import { ftp } from './ftp.ts';
import { imap } from './imap.ts';
import { ldap } from './ldap.ts';
import { lmtp } from './lmtp.ts';
import { mysql } from './mysql.ts';
import { nntp } from './nntp.ts';
import { pop3 } from './pop3.ts';
import { postgres } from './postgres.ts';
import { sieve } from './sieve.ts';
import { smtp } from './smtp.ts';
import type { StartTls, StartTlsNames } from './start-tls.ts';
import { xmpp } from './xmpp.ts';

export const START_TLS: Readonly<Record<StartTlsProtocol, StartTls>> = {
  smtp,
  lmtp,
  imap,
  pop3,
  ftp,
  ldap,
  postgres,
  mysql,
  xmpp,
  nntp,
  sieve,
};

export interface StartTlsOptions extends StartTlsNames {
  /** The deadline over all phases. */
  readonly signal: AbortSignal;
}

/**
 * Speaks the prelude of a protocol on a fresh connection, up to where TLS begins: then the stream is paused, without
 * a listener of ours and with nothing to read, ready for `tls.connect({ socket })`.
 *
 * Rejects with a `ConversationError`. The stream is let go of then too, and is of no more use.
 */
export async function startTls(
  protocol: StartTlsProtocol,
  stream: Duplex,
  options: StartTlsOptions,
): Promise<void> {
  const conversation = new Conversation(stream, { signal: options.signal });
  try {
    await START_TLS[protocol](conversation, { serverName: options.serverName });
    conversation.handOver();
  } finally {
    conversation.release();
  }
}
