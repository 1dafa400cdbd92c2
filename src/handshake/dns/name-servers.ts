import { Resolver } from 'node:dns/promises';
import type { Address } from './address.ts';
import type { ResolvConf } from './resolv-conf.ts';

/** What the name servers say to one question. */
export type Answer =
  | { readonly kind: 'addresses'; readonly addresses: readonly Address[] }
  /** The name does not exist, or has no address of this family. */
  | { readonly kind: 'none' }
  /** A server answered that it cannot answer, or what it sent cannot be read. `code` is c-ares's. */
  | { readonly kind: 'failed'; readonly code: string }
  /** No server answered in time, or none could be reached. */
  | { readonly kind: 'timeout' };

const NONE = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME', 'EBADQUERY']);
const TIMEOUT = new Set(['ETIMEOUT', 'ECONNREFUSED', 'ECANCELLED']);

/**
 * Asks the servers of a resolv.conf. The questions are sent by c-ares from the event loop; libuv's pool of four
 * threads, where `dns.lookup` waits, takes no part, so that names that are slow to resolve delay nothing else.
 */
export class NameServers {
  readonly #resolvers: readonly Resolver[];
  #turn = 0;

  /** Servers are asked at `port`. */
  constructor(conf: ResolvConf, port = 53) {
    const servers = conf.servers.map((server) =>
      server.includes(':') ? `[${server}]:${port}` : `${server}:${port}`,
    );
    const orders = conf.rotate
      ? servers.map((_, turn) => [...servers.slice(turn), ...servers.slice(0, turn)])
      : [servers];
    this.#resolvers = orders.map((order) => {
      const resolver = new Resolver({ timeout: conf.timeoutSeconds * 1000, tries: conf.attempts });
      resolver.setServers(order);
      return resolver;
    });
  }

  /** Asks for the addresses of an absolute name, A or AAAA. Never rejects. */
  async ask(name: string, family: 4 | 6): Promise<Answer> {
    const resolver = this.#resolvers[this.#turn++ % this.#resolvers.length] as Resolver;
    try {
      const found = await (family === 4 ? resolver.resolve4(name) : resolver.resolve6(name));
      return found.length === 0
        ? { kind: 'none' }
        : { kind: 'addresses', addresses: found.map((address) => ({ address, family })) };
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? 'EUNKNOWN';
      if (NONE.has(code)) return { kind: 'none' };
      if (TIMEOUT.has(code)) return { kind: 'timeout' };
      return { kind: 'failed', code };
    }
  }

  /** Gives up on every question that is still open. */
  close(): void {
    for (const resolver of this.#resolvers) resolver.cancel();
  }
}
