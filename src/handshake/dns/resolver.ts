import type { IpChoice } from '../../model/handshake-module.ts';
import type { Address } from './address.ts';

/** Finds the addresses of a host. */
export interface Resolver {
  /**
   * The addresses of `host`, which is a name or an address, of the families that `ip` admits, in the order in which
   * they are to be tried; at least one. Rejects with a `DnsError`, or with the signal's reason once it is aborted.
   */
  resolve(host: string, ip: IpChoice, signal: AbortSignal): Promise<readonly Address[]>;
}
