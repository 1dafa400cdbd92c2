import type { ValidityStatus } from '../../model/validity.ts';

/** The words for a status: on its badge, and in a sentence after a number (one, many). */
export interface StatusWords {
  readonly badge: string;
  readonly one: string;
  readonly many: string;
  /** What it means, for whoever asks. */
  readonly meaning: string;
}

/** Every status in words; colour only ever repeats what they say. */
export const STATUS_WORDS: Readonly<Record<ValidityStatus, StatusWords>> = {
  expired: {
    badge: 'Expired',
    one: 'expired',
    many: 'expired',
    meaning: 'The end of the validity period has passed.',
  },
  critical: {
    badge: 'Expiring',
    one: 'expires within 7 days',
    many: 'expire within 7 days',
    meaning: 'Expires within 7 days.',
  },
  warning: {
    badge: 'Renew',
    one: 'due for renewal',
    many: 'due for renewal',
    meaning: 'Expires within 30 days or a quarter of its lifetime, whichever is shorter.',
  },
  not_yet_valid: {
    badge: 'Not yet valid',
    one: 'not valid yet',
    many: 'not valid yet',
    meaning: 'The validity period has not begun.',
  },
  fine: { badge: 'Fine', one: 'fine', many: 'fine', meaning: 'Valid, and not due for renewal.' },
};
