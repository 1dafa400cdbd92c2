import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Target } from '../model/handshake.ts';
import type { ModuleOptions } from '../model/handshake-module.ts';
import { ConversationError } from './conversation-error.ts';
import type { Deadline } from './deadline.ts';
import type { DialContext } from './dial.ts';
import { DialError } from './dial-error.ts';
import type { Address } from './dns/address.ts';
import type { Observation } from './observation.ts';
import type { PhaseClock } from './phase-clock.ts';
import { httpConnect } from './proxy/http-connect.ts';
import type { Proxy } from './proxy/proxy-choice.ts';
import { secureProxy } from './proxy/secure-proxy.ts';
import { type Peer, reach } from './reach.ts';
import { expectedName, serverNameIndication } from './server-name.ts';
import { startTls } from './starttls/index.ts';
import { shake } from './tls/shake.ts';

/** One dial and what goes with it. */
export interface Attempt {
  readonly target: Target;
  readonly module: ModuleOptions;
  readonly context: DialContext;
  readonly deadline: Deadline;
  /** Unix seconds at the start. */
  readonly timestamp: number;
}

/** Connects to the first of these addresses that answers, and goes through all phases from there. */
export async function observe(
  attempt: Attempt,
  peer: Peer,
  addresses: readonly Address[],
  proxy: Proxy | undefined,
  phases: PhaseClock,
): Promise<Observation> {
  let socket: Socket | undefined;
  let seen: Partial<Observation> = {};
  try {
    const connection = await phases.time('connect', () => reach(peer, addresses, attempt.deadline));
    socket = connection.socket;
    attempt.context.onConnected?.();
    if (proxy === undefined) seen = { peerAddress: connection.address.address };
    const stream = await tunnel(attempt, connection.socket, proxy, phases);
    await askForTls(attempt, stream, phases);
    seen = { ...seen, ...(await handshake(attempt, stream, phases)) };
    return { ...unobserved(attempt, phases), ...seen };
  } catch (error) {
    if (!(error instanceof DialError)) throw error;
    return { ...unobserved(attempt, phases), ...seen, failure: error.failure };
  } finally {
    await closed(socket);
  }
}

/** What is known of an attempt that saw nothing. */
export function unobserved({ target, module, timestamp }: Attempt, phases: PhaseClock): Observation {
  return { target, timestamp, durations: phases.durations, expectedName: expectedName(target, module) };
}

async function tunnel(
  { target, deadline }: Attempt,
  socket: Socket,
  proxy: Proxy | undefined,
  phases: PhaseClock,
): Promise<Duplex> {
  if (proxy === undefined) return socket;
  return phases.time('proxy', async () => {
    const { signal } = deadline;
    try {
      const stream = proxy.secure ? await secureProxy(socket, proxy, signal) : socket;
      await httpConnect(stream, proxy, target, signal);
      return stream;
    } catch (error) {
      if (!signal.aborted) throw error;
      if (!deadline.over) throw signal.reason;
      throw new DialError('proxy', 'proxy_timeout', 'The proxy opened no tunnel before the deadline.', {
        cause: error,
      });
    }
  });
}

async function askForTls(
  { target, module, deadline }: Attempt,
  stream: Duplex,
  phases: PhaseClock,
): Promise<void> {
  const protocol = module.starttls;
  if (protocol === undefined) return;
  await phases.time('starttls', async () => {
    const { signal } = deadline;
    try {
      await startTls(protocol, stream, { signal, serverName: expectedName(target, module) });
    } catch (error) {
      if (signal.aborted && !deadline.over) throw signal.reason;
      if (!(error instanceof ConversationError)) throw error;
      throw new DialError('starttls', error.reason, error.detail, { cause: error });
    }
  });
}

async function handshake(
  { target, module, context, deadline }: Attempt,
  stream: Duplex,
  phases: PhaseClock,
): Promise<Partial<Observation>> {
  const { keyShares, standIns, secureContexts, now } = context;
  const name = expectedName(target, module);
  const server = `${target.host}:${target.port} ${name} ${module.name}`;
  const shares = module.groups === undefined ? keyShares.sharesFor(server, now()) : 'both';
  const secureContext = await secureContexts.get(module, shares, standIns.standInFor(server, now()));
  const shaken = await phases.time('tls', (onFinished) =>
    shake(stream, {
      context: secureContext,
      serverName: serverNameIndication(name),
      alpn: module.alpn,
      clientCertificateGiven: module.clientCertificate !== undefined,
      deadline,
      onFinished,
    }),
  );
  if (module.groups === undefined) keyShares.learn(server, shaken.wire.hello, shares, now());
  if (shaken.session !== undefined && module.clientCertificate === undefined) {
    standIns.learn(server, shaken.wire.served ?? [], now());
  }
  return shaken;
}

async function closed(socket: Socket | undefined): Promise<void> {
  if (socket === undefined || socket.closed) return;
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.destroy();
  });
}
