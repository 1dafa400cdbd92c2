import { isIP } from 'node:net';

/** What resolv.conf(5) says, as far as it is honoured here. */
export interface ResolvConf {
  /** Addresses of name servers, in order; at most three, as the C library has it. */
  readonly servers: readonly string[];
  /** Domains that are appended to names, in order. */
  readonly search: readonly string[];
  /** A name with so many dots is tried as it stands first. */
  readonly ndots: number;
  /** Seconds that one server is waited for in the first round. */
  readonly timeoutSeconds: number;
  /** Rounds through the servers. */
  readonly attempts: number;
  /** Servers take turns. */
  readonly rotate: boolean;
}

const MOST_SERVERS = 3;
const MOST_NDOTS = 15;
const MOST_TIMEOUT_SECONDS = 30;
const MOST_ATTEMPTS = 5;
const MOST_SEARCH_DOMAINS = 32;

/**
 * The C library waits 5 s by default, as long as a whole handshake may take here, so that a second server would
 * never be asked. Where the file does not say, 2 s leave it its turn.
 */
const DEFAULT_TIMEOUT_SECONDS = 2;
const DEFAULT_ATTEMPTS = 2;

/**
 * Reads resolv.conf(5); what it does not know it passes over. Of several `search` and `domain` lines the last one
 * counts. Without any, the search list is the domain of the host's own name; without servers, the local host.
 */
export function parseResolvConf(text: string, hostname: string): ResolvConf {
  const servers: string[] = [];
  let search = domainOf(hostname);
  const options: string[] = [];
  for (const line of text.split('\n')) {
    if (/^\s*[#;]/.test(line)) continue;
    const [keyword, ...values] = line.trim().split(/\s+/);
    if (keyword === 'nameserver' && values[0] !== undefined) servers.push(values[0]);
    else if (keyword === 'search') search = values;
    else if (keyword === 'domain') search = values.slice(0, 1);
    else if (keyword === 'options') options.push(...values);
  }
  const usable = servers.filter((server) => isIP(server) !== 0).slice(0, MOST_SERVERS);
  return {
    servers: usable.length > 0 ? usable : ['127.0.0.1'],
    search: search
      .map((domain) => domain.replace(/^\.+|\.+$/g, ''))
      .filter((domain) => domain !== '')
      .slice(0, MOST_SEARCH_DOMAINS),
    ndots: numeric(options, 'ndots', 0, MOST_NDOTS) ?? 1,
    timeoutSeconds: numeric(options, 'timeout', 1, MOST_TIMEOUT_SECONDS) ?? DEFAULT_TIMEOUT_SECONDS,
    attempts: numeric(options, 'attempts', 1, MOST_ATTEMPTS) ?? DEFAULT_ATTEMPTS,
    rotate: options.includes('rotate'),
  };
}

function domainOf(hostname: string): string[] {
  const dot = hostname.indexOf('.');
  return dot === -1 ? [] : [hostname.slice(dot + 1)];
}

/** The last value given to an option, within its bounds. */
function numeric(options: readonly string[], name: string, least: number, most: number): number | undefined {
  const value = options.findLast((option) => new RegExp(`^${name}:\\d+$`).test(option));
  if (value === undefined) return undefined;
  return Math.min(most, Math.max(least, Number(value.slice(name.length + 1))));
}
