import type { Address } from './address.ts';

/** IPv6 and IPv4 in turn, IPv6 first, each family in its own order (RFC 8305, section 4). */
export function interleave(addresses: readonly Address[]): readonly Address[] {
  const six = addresses.filter(({ family }) => family === 6);
  const four = addresses.filter(({ family }) => family === 4);
  const longest = Math.max(six.length, four.length);
  return Array.from({ length: longest }, (_, index) => [six[index], four[index]])
    .flat()
    .filter((address) => address !== undefined);
}
