import type { KeyExchangeGroup } from '../../model/handshake-module.ts';
import { RecentMap } from '../recent-map.ts';
import type { ServerHello } from '../wire/server-hello.ts';

/**
 * The groups that a ClientHello brings a key share for, besides naming all of them: `both`, as browsers do and OpenSSL
 * since 3.5, or only the one that the server has taken before.
 */
export type KeyShares = 'both' | 'X25519' | 'X25519MLKEM768';

/** Milliseconds after which a server is asked again as by somebody who does not know it. */
const ASK_AGAIN = 3_600_000;
/** Servers that are remembered, some 200 bytes each. */
const MOST_SERVERS = 32_768;

const TLS13 = 0x0304;
const X25519MLKEM768 = 4588;

/** The groups that OpenSSL offers, in its order; those that this OpenSSL does not have are left out (`?`). */
const OFFERED = [
  'X25519MLKEM768',
  'X25519',
  'secp256r1',
  'X448',
  'secp384r1',
  'secp521r1',
  'ffdhe2048',
  'ffdhe3072',
] as const;

/**
 * A list for OpenSSL: all groups that are usually offered, and `*` before the one that a key share is made for
 * (SSL_CTX_set1_groups_list(3), OpenSSL 3.5). Undefined for its own list, which has shares for both.
 */
export function groupList(shares: KeyShares): string | undefined {
  if (shares === 'both') return undefined;
  return OFFERED.map((group) => (group === shares ? `?*${group}` : `?${group}`)).join(':');
}

/** A list for OpenSSL of just these groups; the key share is for the first. */
export function ownGroupList(groups: readonly KeyExchangeGroup[]): string {
  return groups.join(':');
}

/** Whether this OpenSSL, `process.versions.openssl`, can be told which key shares to make. */
export function canChooseShares(openssl: string = process.versions.openssl): boolean {
  const [major = 0, minor = 0] = openssl.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 5);
}

interface Known {
  readonly shares: KeyShares;
  /** Milliseconds: when it was last asked with both. */
  readonly asked: number;
}

/**
 * Remembers which key share each server took, so that the other one, three keys for X25519MLKEM768, need not be made
 * for every ClientHello: a fifth of a handshake in TLS 1.3. What is offered stays the same. A server that wants the
 * other group after all says so (HelloRetryRequest), and for one that would take it only where its key share is there,
 * both are sent again once an hour.
 */
export class KeyShareMemory {
  readonly #known = new RecentMap<Known>(MOST_SERVERS);
  readonly #canChoose: boolean;

  constructor(canChoose: boolean = canChooseShares()) {
    this.#canChoose = canChoose;
  }

  /** What to begin with. `server` is what it is known by, `now` in milliseconds of a monotonic clock. */
  sharesFor(server: string, now: number): KeyShares {
    if (!this.#canChoose) return 'both';
    const known = this.#known.get(server);
    return known === undefined || now - known.asked >= ASK_AGAIN ? 'both' : known.shares;
  }

  /** Takes note of what the server answered to a ClientHello with these key shares; nothing where it did not. */
  learn(server: string, hello: ServerHello | undefined, shares: KeyShares, now: number): void {
    const known = this.#known.get(server);
    const next = taken(hello);
    if (shares !== 'both' && known?.shares === next) return;
    this.#known.set(server, { shares: next, asked: shares === 'both' ? now : (known?.asked ?? now) });
  }
}

/** Who did not answer gets everything the next time: it may be the want of a key share that it stumbles over. */
function taken(hello: ServerHello | undefined): KeyShares {
  if (hello === undefined || hello.retry) return 'both';
  // Before TLS 1.3 there are no key shares, and for every other group a retry is needed anyway: the cheaper one.
  return hello.version === TLS13 && hello.group === X25519MLKEM768 ? 'X25519MLKEM768' : 'X25519';
}
