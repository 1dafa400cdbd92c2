import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { normaliseBcryptHash } from '../web-config/bcrypt-hash.ts';
import type { BcryptPool } from './bcrypt-pool.ts';

export type AuthResult = 'accepted' | 'refused' | 'busy';

/** More accepted passwords than this are not remembered; the oldest is compared anew. */
const MAX_REMEMBERED = 64;

/**
 * Basic authentication (RFC 7617) against bcrypt hashes. What was accepted is remembered, as a digest under a key
 * that exists only in this process, because a comparison costs a tenth of a second of processor time. What was
 * refused is not remembered.
 */
export class BasicAuth {
  readonly #pool: Pick<BcryptPool, 'compare' | 'busy'>;
  readonly #key = randomBytes(32);
  readonly #accepted: Buffer[] = [];

  constructor(pool: Pick<BcryptPool, 'compare' | 'busy'>) {
    this.#pool = pool;
  }

  /** `authorization` is the header as it came; `users` are the names and their hashes. */
  async check(authorization: string | undefined, users: ReadonlyMap<string, string>): Promise<AuthResult> {
    const credentials = parseBasic(authorization);
    if (credentials === undefined) return 'refused';
    const { user, password } = credentials;
    const known = users.get(user);
    const digest = this.#digest(user, known ?? '', password);
    if (known !== undefined && this.#remembers(digest)) return 'accepted';
    if (this.#pool.busy) return 'busy';
    const same = await this.#pool.compare(password, normaliseBcryptHash(known ?? decoy(users)));
    if (!same || known === undefined) return 'refused';
    this.#accepted.push(digest);
    if (this.#accepted.length > MAX_REMEMBERED) this.#accepted.shift();
    return 'accepted';
  }

  /** The hash is part of it, so a changed password ends what was accepted before. */
  #digest(user: string, hash: string, password: string): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([user, hash, password]))
      .digest();
  }

  /** Looks at all of them, each in the same time, whether one fits or not. */
  #remembers(digest: Buffer): boolean {
    return this.#accepted.filter((accepted) => timingSafeEqual(accepted, digest)).length > 0;
  }
}

/** A hash that no password has, at the cost of the others: an unknown user takes as long as a known one. */
function decoy(users: ReadonlyMap<string, string>): string {
  const cost =
    [...users.values()]
      .map((hash) => /\$(\d\d)\$/.exec(hash)?.[1] ?? '10')
      .sort()
      .at(-1) ?? '10';
  return `$2b$${cost}$${'.'.repeat(22)}${'.'.repeat(31)}`;
}

function parseBasic(authorization: string | undefined): { user: string; password: string } | undefined {
  const encoded = /^basic +([a-z0-9+/]+=*) *$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
