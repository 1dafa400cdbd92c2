import { formatListenAddress, type ListenAddress } from './listen-address.ts';

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the address is already in use; another one is chosen by --web.listen-address',
  EACCES:
    'this user may not: ports below 1024 take the capability CAP_NET_BIND_SERVICE; another port is chosen by --web.listen-address',
  EADDRNOTAVAIL: 'no interface of this host has that address',
  ENOTFOUND: 'the host name is not known',
};

/** A server cannot listen where it was told to. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly address: ListenAddress;

  constructor(address: ListenAddress, cause: unknown) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    const reason = REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause));
    super(`cannot listen on ${formatListenAddress(address)}: ${reason}`, { cause });
    this.address = address;
  }
}
