import { ipOctets } from '../verify/ip-octets.ts';
import type { Address } from './address.ts';

/**
 * Each address once, in the order in which they came first: neither name servers nor hosts files are bound to name one
 * only once, or in one way of writing it, and a target that is dialled at each address has one of each series for it.
 */
export function distinct(addresses: readonly Address[]): readonly Address[] {
  if (addresses.length < 2) return addresses;
  const known = new Map<string, Address>();
  for (const each of addresses) {
    const [plain = '', zone = ''] = each.address.split('%', 2);
    const key = `${ipOctets(plain).toString('hex')}%${zone}`;
    if (!known.has(key)) known.set(key, each);
  }
  return [...known.values()];
}
