import { BlockList, isIP } from 'node:net';

/**
 * Whether a NO_PROXY list exempts a host and port. Entries are separated by commas or white space. `*` exempts
 * everything; `example.com` the name and all below it; `.example.com` and `*.example.com` only what is below it; an
 * address itself; `10.0.0.0/8` the addresses in it. Each may end in `:port`, and then holds for that port alone. As
 * Go's net/http and curl have it, Go's way where the two differ (the leading dot). Nothing is resolved for it.
 */
export function exempts(list: string, host: string, port: number): boolean {
  const wanted = unbracketed(host).toLowerCase().replace(/\.$/, '');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => matches(entry.toLowerCase(), wanted, port));
}

function matches(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  if (entry.includes('/')) return inNetwork(entry, host);
  const { name, port: only } = splitPort(entry);
  if (only !== undefined && only !== port) return false;
  if (isIP(name) !== 0) return isIP(host) !== 0 && sameAddress(name, host);
  const suffix = name.replace(/^\*?\./, '').replace(/\.$/, '');
  if (suffix === '' || isIP(host) !== 0) return false;
  return host.endsWith(`.${suffix}`) || (host === suffix && !/^\*?\./.test(name));
}

function inNetwork(entry: string, host: string): boolean {
  const [network = '', bits = ''] = entry.split('/');
  const family = isIP(network);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (family === 4 ? 32 : 128)) return false;
  const networks = new BlockList();
  networks.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return contains(networks, host);
}

function sameAddress(left: string, right: string): boolean {
  const addresses = new BlockList();
  addresses.addAddress(left, isIP(left) === 4 ? 'ipv4' : 'ipv6');
  return contains(addresses, right);
}

function contains(networks: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && networks.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/** `name:port`, `[address]:port`, or no port. An IPv6 address without brackets has none. */
function splitPort(entry: string): { readonly name: string; readonly port: number | undefined } {
  const parts = /^(\[[^\]]*\]|[^:]*):(\d{1,5})$/.exec(entry);
  if (parts === null) return { name: unbracketed(entry), port: undefined };
  return { name: unbracketed(parts[1] ?? ''), port: Number(parts[2]) };
}

function unbracketed(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host;
}
