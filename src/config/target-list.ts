import type { Target } from '../model/handshake.ts';
import { formatTargetAddress, parseTargetAddress } from '../model/target-address.ts';

/** What GOPROXY has besides proxies: words that stand for no host. */
const NO_HOSTS: ReadonlySet<string> = new Set(['direct', 'off', 'noproxy', 'none']);

const HTTPS_PORT = 443;

/** The targets of a list, and those of its entries that are none. */
export interface TargetList {
  readonly targets: readonly Target[];
  /** How many entries cannot be understood. They are not repeated: a URL may hold a password. */
  readonly refused: number;
}

/**
 * Reads a list of servers as an environment variable holds it, such as a Go module proxy list: entries are separated
 * by `,` or `|` (Go module reference, "GOPROXY"), or by white space; each is a URL, or a host with or without a port.
 * `https` and port 443 are what is meant where nothing is said. `direct` and `off`, and what speaks no TLS (`http:`,
 * `file:`), are nothing to dial.
 */
export function parseTargetList(text: string, module: string): TargetList {
  const targets = new Map<string, Target>();
  let refused = 0;
  for (const entry of text.split(/[,|\s]+/)) {
    if (entry === '' || NO_HOSTS.has(entry.toLowerCase()) || /^(?:http|file):/i.test(entry)) continue;
    const address = addressOf(entry);
    if (address === undefined) refused += 1;
    else {
      const target = formatTargetAddress(address);
      targets.set(target, { target, ...address, module });
    }
  }
  return { targets: [...targets.values()], refused };
}

function addressOf(entry: string): Pick<Target, 'host' | 'port'> | undefined {
  const url = URL.parse(entry.includes('://') ? entry : `https://${entry}`);
  if (url === null || url.protocol !== 'https:') return undefined;
  return parseTargetAddress(`${url.hostname}:${url.port === '' ? HTTPS_PORT : url.port}`);
}
