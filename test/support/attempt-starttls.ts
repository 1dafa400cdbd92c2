import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { ConversationError } from '../../src/handshake/conversation-error.ts';
import { startTls } from '../../src/handshake/starttls/index.ts';
import type { StartTlsProtocol } from '../../src/model/handshake-module.ts';
import { type Step, scriptedServer } from './scripted-server.ts';

export interface StartTlsAttempt {
  /** `go-ahead`, or why not. */
  readonly outcome: string;
  /** The sentence for people; empty after a go-ahead. */
  readonly detail: string;
  /** All that the client sent, one character a byte. */
  readonly sent: string;
}

export interface AttemptOptions {
  readonly serverName?: string;
  /** The deadline passes when the server has been through its script, however long that takes. */
  readonly untilScriptEnds?: boolean;
}

/** The outcome of one prelude on a connected socket. Anything but a `ConversationError` is thrown on. */
export async function outcomeOf(
  protocol: StartTlsProtocol,
  socket: Socket,
  signal: AbortSignal,
  serverName = 'server.example',
): Promise<{ outcome: string; detail: string }> {
  try {
    await startTls(protocol, socket, { serverName, signal });
    return { outcome: 'go-ahead', detail: '' };
  } catch (error) {
    if (!(error instanceof ConversationError)) throw error;
    return { outcome: error.reason, detail: error.detail };
  }
}

/** Speaks a prelude with a server that follows a script. */
export async function attemptStartTls(
  protocol: StartTlsProtocol,
  steps: readonly Step[],
  options: AttemptOptions = {},
): Promise<StartTlsAttempt> {
  const { promise: connected, resolve: connect } = Promise.withResolvers<void>();
  // A reset that is quicker than the client's notice of the connection would be a failure to connect.
  await using server = await scriptedServer([() => connected, ...steps]);
  const socket = createConnection(server.port, '127.0.0.1');
  socket.on('error', () => {});
  try {
    await once(socket, 'connect');
    connect();
    const deadline = new AbortController();
    if (options.untilScriptEnds === true) void server.finished.then(() => deadline.abort());
    const { outcome, detail } = await outcomeOf(protocol, socket, deadline.signal, options.serverName);
    return { outcome, detail, sent: server.heard().toString('latin1') };
  } finally {
    socket.destroy();
  }
}
