import { DAY, neverExpires, type Validity } from './validity.ts';

const MINUTE = 60;
const HOUR = 3600;
/** The mean year of the Gregorian calendar. */
const YEAR = 365.2425 * DAY;

/** A number of things: `1 day`, `12 days`. */
export const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/**
 * A span of time as people say it: `12 days`, `5 hours`, `3 years`. Always rounded down, so that it promises no
 * time that is not there.
 *
 * @param seconds Not negative.
 */
export function spanInWords(seconds: number): string {
  if (seconds < MINUTE) return 'less than a minute';
  if (seconds < 2 * HOUR) return plural(Math.floor(seconds / MINUTE), 'minute');
  if (seconds < 2 * DAY) return plural(Math.floor(seconds / HOUR), 'hour');
  if (seconds < 2 * YEAR) return plural(Math.floor(seconds / DAY), 'day');
  return plural(Math.floor(seconds / YEAR), 'year');
}

/** A moment as seen from `now` (both Unix seconds): `in 12 days`, `3 days ago`. */
export function momentInWords(moment: number, now: number): string {
  return moment >= now ? `in ${spanInWords(moment - now)}` : `${spanInWords(now - moment)} ago`;
}

/**
 * A moment as RFC 3339 in UTC without fractions, `2027-01-31T12:00:00Z`. Holds for the years that a certificate
 * can write, 0000 to 9999.
 *
 * @param moment Unix seconds.
 */
export function rfc3339(moment: number): string {
  return `${new Date(moment * 1000).toISOString().slice(0, 19)}Z`;
}

/** The day of a moment (Unix seconds) in UTC, `2027-01-31`. */
export function dateInWords(moment: number): string {
  return rfc3339(moment).slice(0, 10);
}

/**
 * When a certificate expires, as seen from `now` (Unix seconds): `in 12 days`, `expired 3 days ago`,
 * `not valid until 2027-01-31 (in 12 days)`, `never`.
 */
export function expiryInWords(validity: Validity, now: number): string {
  if (validity.notAfter < now) return `expired ${momentInWords(validity.notAfter, now)}`;
  if (now < validity.notBefore) {
    return `not valid until ${dateInWords(validity.notBefore)} (${momentInWords(validity.notBefore, now)})`;
  }
  return neverExpires(validity) ? 'never' : momentInWords(validity.notAfter, now);
}
