import type { Duplex } from 'node:stream';
import { connect, type SecureContext, type TLSSocket } from 'node:tls';
import type { HandshakeFailure, TlsSession } from '../../model/handshake.ts';
import type { Deadline } from '../deadline.ts';
import { HandshakeObserver, type WireReport } from '../wire/handshake-observer.ts';
import { classify } from './classify.ts';
import { outcome } from './outcome.ts';
import { readSession } from './session.ts';
import { TappedStream } from './tapped-stream.ts';

/** The closing words may take so long to leave. */
const CLOSE_WAIT_MS = 100;

export interface ShakeOptions {
  readonly context: SecureContext;
  /** Sent as SNI; none where there is only an address (RFC 6066, section 3). */
  readonly serverName: string | undefined;
  readonly alpn: readonly string[];
  readonly clientCertificateGiven: boolean;
  readonly deadline: Deadline;
  /** Called when this side has finished; what comes then is the wait for a refusal, and the closing. */
  readonly onFinished?: () => void;
}

/** Made here, because a function that is made in another one holds all that this one knows, for as long as it is held. */
const ignore = (): void => {};

/** What came of a handshake. */
export interface Shaken {
  /** Absent where the handshake was completed and the client not refused. */
  readonly failure?: HandshakeFailure;
  /** Present where this side finished, even where the server then refused it. */
  readonly session?: TlsSession;
  readonly wire: WireReport;
}

/**
 * Shakes hands over an open stream, which is closed at the end whatever comes of it. The certificate is not judged:
 * the handshake goes on with any, so that it can be seen. Rejects only when the dial is called off.
 */
export async function shake(stream: Duplex, options: ShakeOptions): Promise<Shaken> {
  const { deadline, clientCertificateGiven } = options;
  const observer = new HandshakeObserver();
  const tap = new TappedStream(stream, observer);
  const socket = connect({
    socket: tap as unknown as Duplex,
    secureContext: options.context,
    rejectUnauthorized: false,
    requestOCSP: true,
    ...(options.serverName === undefined ? {} : { servername: options.serverName }),
    ...(options.alpn.length === 0 ? {} : { ALPNProtocols: [...options.alpn] }),
  });
  // Node would now ask OpenSSL what it thinks of the chain, and make an error of that, with a stack, for nobody.
  socket.removeAllListeners('secure');
  socket.on('error', ignore);
  socket.on('keylog', (line: Buffer) => observer.keylog(line));
  let session: TlsSession | undefined;
  socket.once('secure', () => {
    options.onFinished?.();
    session = readSession(socket, observer.agreed);
    if (!observer.clientCertificateRequested) tap.hold();
  });
  const ending = await outcome(socket, tap, observer, deadline.signal);
  if (ending.kind === 'accepted') tap.ignoreRest();
  await close(socket, stream, ending.kind === 'accepted');
  socket.removeAllListeners('keylog').removeAllListeners('secure');
  tap.release();
  if (deadline.signal.aborted && !deadline.over) throw deadline.signal.reason;
  const wire = observer.report({ alerts: ending.kind === 'failed' });
  const shaken: Shaken = session === undefined ? { wire } : { wire, session };
  if (ending.kind === 'accepted') return shaken;
  const finished = session !== undefined;
  return { ...shaken, failure: classify({ ...ending, wire, finished, clientCertificateGiven }) };
}

/** Ends with TLS's closing words where there is somebody to hear them: servers log their absence as an error. */
async function close(socket: TLSSocket, stream: Duplex, politely: boolean): Promise<void> {
  if (stream.closed) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => stream.destroy(), CLOSE_WAIT_MS);
    stream.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    if (politely) return socket.destroySoon();
    socket.destroy();
    stream.destroy();
  });
}
