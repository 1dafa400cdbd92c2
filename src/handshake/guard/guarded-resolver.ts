import type { IpChoice } from '../../model/handshake-module.ts';
import type { Address } from '../dns/address.ts';
import type { Resolver } from '../dns/resolver.ts';
import type { PortRules } from './allow-list.ts';
import { RefusedError } from './refused-error.ts';

/**
 * Gives back of the addresses of a host those that may be dialled. Whoever dials dials these, and does not look the
 * name up again: what DNS says a moment later makes no difference.
 */
export class GuardedResolver implements Resolver {
  readonly #resolver: Resolver;
  readonly #rules: PortRules;

  constructor(resolver: Resolver, rules: PortRules) {
    this.#resolver = resolver;
    this.#rules = rules;
  }

  /** Rejects with a `RefusedError` where none of the addresses may be dialled, and as any resolver does. */
  async resolve(host: string, ip: IpChoice, signal: AbortSignal): Promise<readonly Address[]> {
    const { byName, byNetwork, admits } = this.#rules;
    if (!byName && !byNetwork) throw new RefusedError(`No rule allows ${host} at this port.`);
    const addresses = await this.#resolver.resolve(host, ip, signal);
    const admitted = addresses.filter(({ address }) => admits(address));
    if (admitted.length > 0) return admitted;
    const found = addresses.map(({ address }) => address).join(', ');
    throw new RefusedError(`No rule allows the addresses of ${host}: ${found}.`);
  }
}
