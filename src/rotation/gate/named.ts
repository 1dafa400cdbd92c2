import { visible } from '../../model/visible.ts';
import type { ContentCertificate } from '../content/content.ts';

/** Certificates that are named in one sentence. */
const MOST_NAMED = 3;

/** The subject of a certificate for a sentence. */
export function subjectOf({ certificate }: ContentCertificate): string {
  return visible(certificate.subject === '' ? `the one without a name` : certificate.subject);
}

/** Several of them: `CN=A, CN=B, CN=C and 4 more`. */
export function named(certificates: readonly ContentCertificate[]): string {
  const first = certificates.slice(0, MOST_NAMED).map(subjectOf).join('; ');
  const more = certificates.length - MOST_NAMED;
  return more > 0 ? `${first} and ${more} more` : first;
}
