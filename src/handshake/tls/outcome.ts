import type { TLSSocket } from 'node:tls';
import { LateTimer } from '../late-timer.ts';
import type { HandshakeObserver } from '../wire/handshake-observer.ts';
import type { Evidence } from './classify.ts';
import type { TappedStream } from './tapped-stream.ts';

/**
 * In TLS 1.3 a server judges the client after the client has finished. It may take so long to say no, or twice as long
 * as its part of the handshake took, which is longer where it is far away.
 */
const REFUSAL_WAIT_MS = 500;
/**
 * In TLS 1.2 the server has the last word of the handshake, and in TLS 1.3 it sends a session ticket when it has
 * judged: it has accepted then. Some close the connection all the same.
 */
const CLOSING_WAIT_MS = 50;

const TLS13 = 0x0304;

/** How a handshake ended. */
export type Outcome =
  | { readonly kind: 'accepted' }
  | ({ readonly kind: 'failed' } & Pick<Evidence, 'end' | 'error'>);

/**
 * Waits for the end of a handshake. Where the server asked for a client certificate, this side's being done says
 * little: then the server's refusal is waited for, until its first data or for a short time.
 */
export async function outcome(
  socket: TLSSocket,
  tap: TappedStream,
  observer: HandshakeObserver,
  signal: AbortSignal,
): Promise<Outcome> {
  let timer: LateTimer | undefined;
  let finished = false;
  const begun = performance.now();
  const { promise: ended, resolve } = Promise.withResolvers<Outcome>();
  const accept = (): void => resolve({ kind: 'accepted' });
  const fail = (end: Evidence['end'], error?: string): void =>
    resolve({ kind: 'failed', end, ...(error === undefined ? {} : { error }) });
  const waitForRefusal = (milliseconds: number): void => {
    timer?.close();
    timer = new LateTimer(milliseconds, () => {
      // The end of the connection is told a turn after it has been read.
      if (tap.farEnd === undefined) accept();
    });
  };
  const abort = (): void => (finished ? accept() : fail('deadline'));
  const onError = (error: NodeJS.ErrnoException): void => {
    const code = error.code ?? error.message;
    if (code === 'ECONNRESET' || code === 'EPIPE') fail(tap.farEnd ?? 'fin');
    else fail('error', code);
  };
  const onSecure = (): void => {
    finished = true;
    if (!observer.clientCertificateRequested) return accept();
    const isJudgedLater = observer.agreed.hello?.version === TLS13;
    const patience = Math.max(REFUSAL_WAIT_MS, 2 * (performance.now() - begun));
    waitForRefusal(isJudgedLater ? patience : CLOSING_WAIT_MS);
    socket.once('data', accept);
    socket.once('end', onEnd);
    tap.once('ticket', () => waitForRefusal(CLOSING_WAIT_MS));
  };
  const onEnd = (): void => fail('fin');
  socket.on('error', onError);
  socket.once('secure', onSecure);
  tap.once('not-tls', () => fail('error'));
  // What came before the end of the connection is read first, and may be an alert that says more.
  tap.once('gone', () => setImmediate(() => fail(tap.farEnd ?? 'fin')));
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await ended;
  } finally {
    timer?.close();
    signal.removeEventListener('abort', abort);
    socket.off('error', onError).off('secure', onSecure).off('data', accept).off('end', onEnd);
  }
}
