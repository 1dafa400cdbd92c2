import type { Target } from './handshake.ts';

/** What a target has to look like, for messages. */
export const TARGET_EXPECTED = 'HOST:PORT or [IPV6]:PORT, such as www.example.com:443';

/** Meant where an address says `https` and no port. */
export const HTTPS_PORT = 443;

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

/**
 * The `host:port` in `https://host/path`, as browsers and the probes of other exporters have it; 443 where no port is
 * named. Undefined for what is no such address, or has a user name in it. The result has not been judged.
 */
export function targetOfUrl(text: string): string | undefined {
  const authority = /^https:\/\/([^\s/?#@\\]+)(?:[/?#]\S*)?$/i.exec(text)?.[1];
  if (authority === undefined) return undefined;
  return /:\d+$/.test(authority) ? authority : `${authority}:${HTTPS_PORT}`;
}

/** `host:port` as it is written, with an IPv6 address in brackets. */
export function formatTargetAddress({ host, port }: Pick<Target, 'host' | 'port'>): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
