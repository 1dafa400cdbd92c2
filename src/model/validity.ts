import type { Certificate } from './certificate.ts';

/** The validity period of a certificate, in Unix seconds. */
export type Validity = Pick<Certificate, 'notBefore' | 'notAfter'>;

/** How a certificate stands at a moment, most urgent first. */
export const VALIDITY_STATUSES = ['expired', 'critical', 'warning', 'not_yet_valid', 'fine'] as const;

export type ValidityStatus = (typeof VALIDITY_STATUSES)[number];

/** Seconds of a day. */
export const DAY = 86_400;

/** A certificate that expires within this many seconds is critical unless somebody asks for another window. */
export const CRITICAL_WINDOW = 7 * DAY;

/** No certificate is a warning earlier than this many seconds before it expires. */
export const WARNING_WINDOW = 30 * DAY;

/** 99991231235959Z, which stands for "no well-defined expiration date" (RFC 5280 section 4.1.2.5). */
const NO_EXPIRY = 253_402_300_799;

/** Whether the certificate says that it has no expiry date (RFC 5280 section 4.1.2.5: 99991231235959Z). */
export function neverExpires(validity: Validity): boolean {
  return validity.notAfter >= NO_EXPIRY;
}

/**
 * How a certificate stands at `now`. Both ends of the period belong to it (RFC 5280 section 4.1.2.5). What has
 * expired is `expired` even if it says that it is not valid yet. `critical` expires within `window`; `warning`
 * within 30 days or a quarter of its lifetime, whichever is shorter: automatic renewal comes before that.
 *
 * @param now Unix seconds.
 * @param window Seconds.
 */
export function validityStatus(validity: Validity, now: number, window = CRITICAL_WINDOW): ValidityStatus {
  const left = validity.notAfter - now;
  if (left < 0) return 'expired';
  if (now < validity.notBefore) return 'not_yet_valid';
  if (left <= window) return 'critical';
  const lifetime = validity.notAfter - validity.notBefore;
  return left <= Math.min(WARNING_WINDOW, lifetime / 4) ? 'warning' : 'fine';
}

/** Whole days until expiry, rounded down: negative exactly when the certificate has expired at `now` (Unix seconds). */
export function daysLeft(validity: Validity, now: number): number {
  return Math.floor((validity.notAfter - now) / DAY);
}

/** The share of its lifetime that a certificate has left at `now` (Unix seconds), between 0 and 1. */
export function shareLeft(validity: Validity, now: number): number {
  const left = validity.notAfter - now;
  if (left <= 0) return 0;
  const lifetime = validity.notAfter - validity.notBefore;
  return lifetime <= left ? 1 : left / lifetime;
}
