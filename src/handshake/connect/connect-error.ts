import type { HandshakeReason } from '../../model/handshake.ts';

/** The system's error codes of connect(2), by what they mean to a person. */
const REASONS: ReadonlyMap<string, HandshakeReason> = new Map([
  ['ECONNREFUSED', 'connection_refused'],
  ['ECONNRESET', 'connection_reset'],
  ['ECONNABORTED', 'connection_reset'],
  ['EPIPE', 'connection_reset'],
  ['ETIMEDOUT', 'connection_timeout'],
  ['EHOSTUNREACH', 'unreachable'],
  ['EHOSTDOWN', 'unreachable'],
  ['ENETUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['EAFNOSUPPORT', 'unreachable'],
  ['EINVAL', 'unreachable'],
  // A local packet filter that rejects with these, or a sandbox.
  ['EACCES', 'unreachable'],
  ['EPERM', 'unreachable'],
]);

/** The reason for an error of a TCP connection; `internal` for what is not the network's doing (too many files). */
export function connectReason(error: unknown): HandshakeReason {
  return REASONS.get((error as NodeJS.ErrnoException).code ?? '') ?? 'internal';
}

/** The more a failure says about the server, the further to the front. */
const TELLING: readonly HandshakeReason[] = [
  'connection_refused',
  'connection_reset',
  'connection_timeout',
  'unreachable',
  'internal',
];

/**
 * Of the failures at several addresses the one that says most: a host without IPv6 calls every IPv6 address
 * unreachable, and that the IPv4 address refuses is the news.
 */
export function mostTelling(errors: readonly unknown[]): unknown {
  return errors.toSorted((left, right) => rank(left) - rank(right))[0];
}

function rank(error: unknown): number {
  return TELLING.indexOf(connectReason(error));
}
