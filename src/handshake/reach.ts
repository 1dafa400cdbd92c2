import type { IpChoice } from '../model/handshake-module.ts';
import { connectReason, mostTelling } from './connect/connect-error.ts';
import { type Connection, race } from './connect/race.ts';
import type { Deadline } from './deadline.ts';
import { DialError } from './dial-error.ts';
import type { Address } from './dns/address.ts';
import { DnsError } from './dns/dns-error.ts';
import type { Resolver } from './dns/resolver.ts';

/** The end of the TCP connection: the target, or the proxy in front of it. */
export interface Peer {
  readonly host: string;
  readonly port: number;
  readonly isProxy: boolean;
}

/**
 * Looks the peer's addresses up. Rejects with a `DialError`: of the phase `dns`, or `proxy` where it is the proxy that
 * cannot be found, so that nobody looks for the fault at the target. What else the resolver rejects with is passed on.
 */
export async function lookUp(
  peer: Peer,
  ip: IpChoice,
  resolver: Resolver,
  deadline: Deadline,
): Promise<readonly Address[]> {
  try {
    return await resolver.resolve(peer.host, ip, deadline.signal);
  } catch (cause) {
    const error = asDnsError(cause, peer, deadline);
    if (error === undefined) throw cause;
    const { reason, message: detail } = error;
    if (!peer.isProxy) throw new DialError('dns', reason, detail, { cause });
    const ofProxy = reason === 'dns_timeout' ? 'proxy_timeout' : 'proxy_refused';
    throw new DialError('proxy', ofProxy, `The proxy was not found. ${detail}`, { cause });
  }
}

/** What the system would say, had it been given the time. */
const TIMED_OUT = Object.assign(new Error('No answer'), { code: 'ETIMEDOUT' });

/**
 * Connects to the first of the peer's addresses that answers. Rejects with a `DialError`: of the phase `connect`, or
 * `proxy` where it is the proxy that cannot be reached.
 */
export async function reach(
  peer: Peer,
  addresses: readonly Address[],
  deadline: Deadline,
): Promise<Connection> {
  const failures: unknown[] = [];
  try {
    return await race(addresses, peer.port, deadline.signal, (error) => failures.push(error));
  } catch (error) {
    if (deadline.signal.aborted && !deadline.over) throw error;
    // That one address refuses is the news, however silent the others are.
    const cause = deadline.over ? mostTelling([...failures, TIMED_OUT]) : error;
    const reason = connectReason(cause);
    const where = `${peer.host} port ${peer.port} (${addresses.map(({ address }) => address).join(', ')})`;
    const others = deadline.over ? ', and no answer elsewhere before the deadline' : '';
    const detail =
      cause === TIMED_OUT
        ? `No answer from ${where} before the deadline.`
        : `No connection to ${where}: ${(cause as Error).message}${others}.`;
    if (!peer.isProxy) throw new DialError('connect', reason, detail, { cause });
    const ofProxy = reason === 'connection_timeout' ? 'proxy_timeout' : 'proxy_refused';
    throw new DialError('proxy', ofProxy, `The proxy cannot be reached. ${detail}`, { cause });
  }
}

/** The look-up's own error, or what the end of the time makes of any other. */
function asDnsError(cause: unknown, peer: Peer, deadline: Deadline): DnsError | undefined {
  if (cause instanceof DnsError) return cause;
  if (!deadline.over) return undefined;
  return new DnsError('dns_timeout', `The addresses of ${peer.host} were not known before the deadline.`, {
    cause,
  });
}
