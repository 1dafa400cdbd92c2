import { dateInWords, momentInWords } from '../../model/words.ts';
import type { Flaw } from './flaw.ts';

/** What is wrong with a validity period at `now` (all Unix seconds). Both ends belong to it (RFC 5280, 4.1.2.5). */
export function dateFlaw(
  who: string,
  { notBefore, notAfter }: { readonly notBefore: number; readonly notAfter: number },
  now: number,
): Flaw | undefined {
  if (now < notBefore) {
    const detail = `${who} is not valid until ${dateInWords(notBefore)} (${momentInWords(notBefore, now)}).`;
    return { reason: 'not_yet_valid', detail };
  }
  if (now > notAfter) {
    const detail = `${who} expired on ${dateInWords(notAfter)} (${momentInWords(notAfter, now)}).`;
    return { reason: 'expired', detail };
  }
  return undefined;
}
