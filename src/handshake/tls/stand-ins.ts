import { RecentMap } from '../recent-map.ts';
import { type Issuer, type IssuerKey, issuerOf, standInCertificate } from './stand-in-issuer.ts';

/** A certificate in the place of an issuer's. Whoever knows the same issuer has the same object. */
export interface StandIn {
  /** PEM. */
  readonly certificate: string;
}

interface Made extends StandIn {
  /** Milliseconds: when it was asked for last. */
  used: number;
}

/** Servers that are remembered, some 300 bytes each. */
const MOST_SERVERS = 32_768;
/** Issuers that have a stand-in at a time. Each makes a secure context for each module and kind of key shares. */
const MOST_STAND_INS = 64;
/** Of a server whose leaf is not signed by anybody who could have a stand-in any more. */
const NO_ISSUER = '';
/** Milliseconds after which the place of one that nobody asked for may be taken. */
const UNUSED = 3_600_000;

/**
 * Spares OpenSSL the checking of a signature that nobody asks it for. Node has it judge every chain and go on at each
 * fault, so that even in a context that trusts nobody it checks the leaf's signature with the key of the certificate
 * that came with it. What is trusted is decided elsewhere, once for each chain, and OpenSSL's opinion is never read.
 * Where the context holds a certificate of the issuer's name, OpenSSL tries that one's key, and a key that is too small
 * for the signature takes no time.
 *
 * One is made after two leaves in a row with the same issuer. By whomever the next leaf is signed, nothing but the time
 * depends on it.
 */
export class StandIns {
  /** The issuer of the leaf that a server showed last. */
  readonly #issuers = new RecentMap<string>(MOST_SERVERS);
  /** By issuer. */
  readonly #made = new Map<string, Made>();
  readonly #impossible = new Set<IssuerKey>();
  readonly #certificateFor: typeof standInCertificate;

  constructor(certificateFor = standInCertificate) {
    this.#certificateFor = certificateFor;
  }

  /** The one for a server, where there is one. `now` in milliseconds of a monotonic clock. */
  standInFor(server: string, now: number): StandIn | undefined {
    const issuer = this.#issuers.get(server);
    const made = issuer === undefined ? undefined : this.#made.get(issuer);
    if (made !== undefined) made.used = now;
    return made;
  }

  /** Takes note of the chain that a server showed and OpenSSL could read; nothing where there was none. */
  learn(server: string, served: readonly Uint8Array[], now: number): void {
    const [leaf, above] = served;
    if (leaf === undefined) return;
    // With a leaf alone OpenSSL has no key to check its signature with.
    const issuer = above === undefined ? undefined : issuerOf(leaf);
    if (issuer === undefined || this.#impossible.has(issuer.key)) {
      if (this.#issuers.get(server) !== undefined) this.#issuers.set(server, NO_ISSUER);
      return;
    }
    const key = `${issuer.key} ${issuer.name.toString('latin1')}`;
    if (this.#issuers.get(server) !== key) this.#issuers.set(server, key);
    else if (!this.#made.has(key) && this.#hasRoom(now)) this.#make(key, issuer, now);
  }

  #make(key: string, issuer: Issuer, now: number): void {
    try {
      this.#made.set(key, { certificate: this.#certificateFor(issuer), used: now });
    } catch {
      // This OpenSSL has no keys of that kind that are small enough.
      this.#impossible.add(issuer.key);
    }
  }

  /** More issuers in use than places would push one another out, and every handshake would make a context. */
  #hasRoom(now: number): boolean {
    if (this.#made.size < MOST_STAND_INS) return true;
    for (const [key, { used }] of this.#made) {
      if (now - used >= UNUSED) this.#made.delete(key);
    }
    return this.#made.size < MOST_STAND_INS;
  }
}
