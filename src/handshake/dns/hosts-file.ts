import { isIP } from 'node:net';
import type { Address } from './address.ts';

/** The addresses of each name, lower-case and without a final dot, in the order of the file. */
export type HostsFile = ReadonlyMap<string, readonly Address[]>;

/**
 * Reads a hosts file (hosts(5)): an address and its names on each line, `#` begins a comment. Lines that are
 * anything else are passed over, as the C library does.
 */
export function parseHostsFile(text: string): HostsFile {
  const hosts = new Map<string, Address[]>();
  for (const line of text.split('\n')) {
    const [address = '', ...names] = (line.split('#', 1)[0] ?? '').trim().split(/\s+/);
    const family = isIP(address);
    if (family !== 4 && family !== 6) continue;
    for (const name of names) add(hosts, hostKey(name), { address, family });
  }
  return hosts;
}

/** Names are compared without regard to case (RFC 4343) and to the final dot of an absolute one. */
export function hostKey(name: string): string {
  return name.toLowerCase().replace(/\.$/, '');
}

function add(hosts: Map<string, Address[]>, name: string, found: Address): void {
  const known = hosts.get(name);
  if (known === undefined) hosts.set(name, [found]);
  else if (!known.some(({ address }) => address === found.address)) known.push(found);
}
