import type { Target } from './handshake.ts';

/** What a target has to look like, for messages. */
export const TARGET_EXPECTED = 'HOST:PORT or [IPV6]:PORT, such as www.example.com:443';

/** Long enough for every name in DNS, with room for Unicode that is shorter there. */
const LONGEST_HOST = 1000;

/**
 * Reads `host:port`; an IPv6 address stands in brackets. Names are not judged further: whether one exists is for the
 * look-up to say. Gives back undefined where the text is no target.
 */
export function parseTargetAddress(text: string): Pick<Target, 'host' | 'port'> | undefined {
  const match =
    /^(?:\[(?<ipv6>[0-9a-f:.]+(?:%[^\s\]/]+)?)\]|(?<name>[^\s:/[\]@?#]+)):(?<port>\d{1,5})$/i.exec(text);
  const host = match?.groups?.['ipv6'] ?? match?.groups?.['name'];
  const port = Number(match?.groups?.['port']);
  if (host === undefined || host.length > LONGEST_HOST || port < 1 || port > 65_535) return undefined;
  if (match?.groups?.['ipv6'] !== undefined && !host.includes(':')) return undefined;
  return { host, port };
}

/** `host:port` as it is written, with an IPv6 address in brackets. */
export function formatTargetAddress({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
