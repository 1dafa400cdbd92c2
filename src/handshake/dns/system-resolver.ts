import { isIP } from 'node:net';
import { hostname as hostnameOfHost } from 'node:os';
import type { IpChoice } from '../../model/handshake-module.ts';
import { abortable } from '../abortable.ts';
import { RereadFile } from '../reread-file.ts';
import { asciiHost } from '../server-name.ts';
import type { Address } from './address.ts';
import { askBoth } from './ask-both.ts';
import { distinct } from './distinct.ts';
import { DnsError } from './dns-error.ts';
import { type HostsFile, hostKey, parseHostsFile } from './hosts-file.ts';
import { interleave } from './interleave.ts';
import { type Answer, NameServers } from './name-servers.ts';
import { parseResolvConf, type ResolvConf } from './resolv-conf.ts';
import type { Resolver } from './resolver.ts';
import { searchNames } from './search-names.ts';

/** More addresses of one name than this are not dialled. */
const MOST_ADDRESSES = 64;

/** RFC 1035, section 2.3.4, without the final dot. */
const LONGEST_NAME = 253;

/** Milliseconds that the second family is waited for once the first is there. */
const RESOLUTION_DELAY = { any: 50, all: 1000 };

/** RFC 6761, section 6.3: these never leave the host. */
const LOOPBACK: readonly Address[] = [
  { address: '::1', family: 6 },
  { address: '127.0.0.1', family: 4 },
];

export interface SystemResolverOptions {
  readonly hostsPath?: string;
  readonly resolvConfPath?: string;
  /** The host's own name: its domain is the search list where resolv.conf has none. */
  readonly hostname?: string;
  /** The port at which name servers are asked. */
  readonly port?: number;
}

/**
 * Resolves as the host's own programs do: /etc/hosts, then the name servers, search domains and options of
 * /etc/resolv.conf; both files are read again when they change. Addresses stand for themselves. Forms that only the
 * C library takes for addresses (`127.1`, `0x7f000001`) are names here, and are not found.
 */
export class SystemResolver implements Resolver {
  readonly #hosts: RereadFile<HostsFile>;
  readonly #conf: RereadFile<ResolvConf>;
  readonly #fallback: ResolvConf;
  readonly #port: number;
  #servers: { readonly conf: ResolvConf; readonly names: NameServers } | undefined;

  constructor(options: SystemResolverOptions = {}) {
    const own = options.hostname ?? hostnameOfHost();
    this.#hosts = new RereadFile(options.hostsPath ?? '/etc/hosts', (content) =>
      parseHostsFile(content.toString()),
    );
    this.#conf = new RereadFile(options.resolvConfPath ?? '/etc/resolv.conf', (content) =>
      parseResolvConf(content.toString(), own),
    );
    this.#fallback = parseResolvConf('', own);
    this.#port = options.port ?? 53;
  }

  async resolve(host: string, ip: IpChoice, signal: AbortSignal): Promise<readonly Address[]> {
    signal.throwIfAborted();
    const name = asciiHost(host);
    if (name === '') throw new DnsError('dns_not_found', 'The host is not a name that DNS could hold.');
    const local = this.#withoutServers(name, ip);
    const addresses = local ?? (await abortable(this.#ask(name, ip), signal));
    return distinct(addresses).slice(0, MOST_ADDRESSES);
  }

  /** Gives up on every question that is still open. */
  close(): void {
    this.#servers?.names.close();
  }

  #withoutServers(name: string, ip: IpChoice): readonly Address[] | undefined {
    const family = isIP(name);
    if (family === 4 || family === 6) {
      const literal = admitted([{ address: name, family }], ip);
      if (literal.length > 0) return literal;
      throw new DnsError('dns_not_found', `${name} is not an ${ip === 'ipv4' ? 'IPv4' : 'IPv6'} address.`);
    }
    const key = hostKey(name);
    const hosts = admitted(readable(this.#hosts)?.get(key) ?? [], ip);
    if (hosts.length > 0) return hosts;
    return key === 'localhost' || key.endsWith('.localhost') ? admitted(LOOPBACK, ip) : undefined;
  }

  async #ask(name: string, ip: IpChoice): Promise<readonly Address[]> {
    const { conf, names } = this.#current();
    let failure: string | undefined;
    for (const candidate of searchNames(name, conf.search, conf.ndots)) {
      if (candidate === '' || candidate.length > LONGEST_NAME) continue;
      const answers = await this.#answers(names, candidate, ip);
      const addresses = answers.flatMap((answer) => (answer.kind === 'addresses' ? answer.addresses : []));
      if (addresses.length > 0) return interleave(addresses);
      if (answers.some(({ kind }) => kind === 'timeout')) {
        throw new DnsError(
          'dns_timeout',
          `No name server (${conf.servers.join(', ')}) answered for ${candidate}.`,
        );
      }
      failure ??= answers.find((answer) => answer.kind === 'failed')?.code;
    }
    if (failure === undefined) throw new DnsError('dns_not_found', notFound(name, ip));
    // The C library calls this a temporary failure, too: whether the name exists is not known.
    throw new DnsError('dns_timeout', `The name servers could not answer for ${name}: ${failure}.`);
  }

  async #answers(names: NameServers, name: string, ip: IpChoice): Promise<readonly Answer[]> {
    if (ip === 'ipv4') return [await names.ask(name, 4)];
    if (ip === 'ipv6') return [await names.ask(name, 6)];
    return askBoth([names.ask(name, 6), names.ask(name, 4)], RESOLUTION_DELAY[ip]);
  }

  #current(): { readonly conf: ResolvConf; readonly names: NameServers } {
    const conf = readable(this.#conf) ?? this.#fallback;
    if (this.#servers?.conf !== conf) this.#servers = { conf, names: new NameServers(conf, this.#port) };
    return this.#servers;
  }
}

/** A file that is missing or cannot be read is as good as an empty one, as for the C library. */
function readable<Value>(file: RereadFile<Value>): Value | undefined {
  try {
    return file.get();
  } catch {
    return undefined;
  }
}

function admitted(addresses: readonly Address[], ip: IpChoice): readonly Address[] {
  if (ip === 'any' || ip === 'all') return interleave(addresses);
  return addresses.filter(({ family }) => family === (ip === 'ipv4' ? 4 : 6));
}

function notFound(name: string, ip: IpChoice): string {
  const kind = ip === 'ipv4' ? 'IPv4 address' : ip === 'ipv6' ? 'IPv6 address' : 'address';
  return `${name} does not exist, or has no ${kind}.`;
}
