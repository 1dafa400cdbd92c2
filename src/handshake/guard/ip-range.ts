import { isIP } from 'node:net';
import type { Network } from '../../model/allow-rule.ts';
import { ipOctets } from '../verify/ip-octets.ts';

/** A network, ready to be compared with. */
export interface IpRange {
  /** Four octets or sixteen. */
  readonly octets: Buffer;
  readonly bits: number;
}

export function ipRange({ address, bits }: Network): IpRange {
  return { octets: ipOctets(address), bits };
}

/** Reads `10.0.0.0/8`, as this program itself writes it. */
export function rangeOf(text: string): IpRange {
  const [address = '', bits] = text.split('/');
  return { octets: ipOctets(address), bits: Number(bits) };
}

/** Whether the octets of an address lie in a range. An IPv4 address lies in no range of IPv6, and the other way round. */
export function contains({ octets, bits }: IpRange, address: Buffer): boolean {
  if (octets.length !== address.length) return false;
  const whole = bits >> 3;
  if (!octets.subarray(0, whole).equals(address.subarray(0, whole))) return false;
  const rest = 8 - (bits & 7);
  return rest === 8 || (octets[whole] ?? 0) >> rest === (address[whole] ?? 0) >> rest;
}

/** Whether all of `inner` lies in `outer`. */
export function encloses(outer: IpRange, inner: IpRange): boolean {
  return inner.bits >= outer.bits && contains(outer, inner.octets);
}

/** IPv6 addresses that are IPv4 addresses to the kernel (RFC 4291, 2.5.5.2) or to a NAT64 (RFC 6052, 2.1). */
const STANDS_FOR_IPV4 = [rangeOf('::ffff:0:0/96'), rangeOf('64:ff9b::/96')];

/**
 * The octets of the address that is reached in the end: where an IPv6 address stands for one of IPv4 in a way that is
 * the same everywhere, that one. Undefined for what is no address, and for one with a zone.
 */
export function reachedOctets(address: string): Buffer | undefined {
  if (isIP(address) === 0 || address.includes('%')) return undefined;
  const octets = ipOctets(address);
  return STANDS_FOR_IPV4.some((range) => contains(range, octets)) ? octets.subarray(12) : octets;
}
