import { DAY } from './validity.ts';

/**
 * One certificate revocation list (RFC 5280, section 5) as far as metrics need it, independent of the place where it
 * was found. Which certificates it revokes is not kept: there may be a million of them.
 */
export interface RevocationList {
  /** SHA-256 over the DER encoding, lower-case hex. */
  readonly fingerprintSha256: string;
  /** RFC 4514, most specific first. */
  readonly issuer: string;
  /** Unix seconds; negative before 1970. */
  readonly thisUpdate: number;
  /** Unix seconds; undefined where the issuer did not say when the next one comes. */
  readonly nextUpdate: number | undefined;
  /** The cRLNumber as a decimal number, however large; undefined where it has none. */
  readonly crlNumber: string | undefined;
  /** In the words of a certificate's: `SHA256-RSA`, `ECDSA-SHA384`, …. */
  readonly signatureAlgorithm: string;
  /** How many certificates it revokes. */
  readonly revoked: number;
}

/** How a revocation list stands at a moment, most urgent first. */
export const REVOCATION_LIST_STATUSES = ['expired', 'expiring', 'not_yet_valid', 'ok'] as const;

export type RevocationListStatus = (typeof REVOCATION_LIST_STATUSES)[number];

/**
 * How a revocation list stands at `now`. Whoever checks revocation refuses every certificate of the issuer once
 * nextUpdate has passed, or none at all. A list lives a few days and is replaced as a matter of course, so that it is
 * `expiring` only where it is both within the window and in the last quarter of its lifetime.
 *
 * @param now Unix seconds.
 * @param window Seconds.
 */
export function revocationListStatus(
  { thisUpdate, nextUpdate }: Pick<RevocationList, 'thisUpdate' | 'nextUpdate'>,
  now: number,
  window = 7 * DAY,
): RevocationListStatus {
  if (nextUpdate !== undefined) {
    const left = nextUpdate - now;
    if (left < 0) return 'expired';
    if (left <= Math.min(window, (nextUpdate - thisUpdate) / 4)) return 'expiring';
  }
  return now < thisUpdate ? 'not_yet_valid' : 'ok';
}
