import { contains, type IpRange, rangeOf } from './ip-range.ts';

/**
 * The kinds of addresses that belong to the host itself, to its link, or to the machinery of its cloud, and those that
 * only look like addresses of somewhere else. Nobody means one of them who allows a name.
 */
export const SURROUNDINGS = [
  // "This host" and loopback (RFC 1122, 3.2.1.3; RFC 4291, 2.5.2 and 2.5.3).
  '0.0.0.0/8',
  '127.0.0.0/8',
  '::/128',
  '::1/128',
  // Link-local (RFC 3927, RFC 4291, 2.5.6), with the metadata services of most clouds, and site-local (RFC 3879).
  '169.254.0.0/16',
  'fe80::/10',
  'fec0::/10',
  // Metadata and host services elsewhere: Alibaba, Azure, Oracle, AWS and Google over IPv6.
  '100.100.100.200/32',
  '168.63.129.16/32',
  '192.0.0.192/32',
  'fd00:ec2::/32',
  'fd20:ce::254/128',
  // Multicast, reserved and broadcast (RFC 1112, 4; RFC 919; RFC 4291, 2.7).
  '224.0.0.0/4',
  '240.0.0.0/4',
  'ff00::/8',
  // IPv4 wrapped up in IPv6, where a router may unwrap it: compatible (RFC 4291, 2.5.5.1), translated (RFC 2765),
  // local NAT64 (RFC 8215), Teredo (RFC 4380), 6to4 (RFC 3056).
  '::/96',
  '::ffff:0:0:0/96',
  '64:ff9b:1::/48',
  '2001::/32',
  '2002::/16',
] as const;

const KINDS: readonly IpRange[] = SURROUNDINGS.map(rangeOf);

/** The narrowest kind of surroundings that an address belongs to, or undefined for an address of the world. */
export function surroundingsOf(octets: Buffer): IpRange | undefined {
  return KINDS.filter((kind) => contains(kind, octets)).toSorted((left, right) => right.bits - left.bits)[0];
}
