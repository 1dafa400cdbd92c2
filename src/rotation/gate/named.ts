import { visible } from '../../model/visible.ts';
import type { ContentCertificate } from '../content/content.ts';

/** Certificates that are named in one sentence. */
const MOST_NAMED = 3;

/** A subject can be as long as the file that it is in. */
const MOST_CHARACTERS = 200;

/** The subject of a certificate, cut where it is absurdly long. */
export function shortSubject({ certificate: { subject } }: ContentCertificate): string {
  return subject.length <= MOST_CHARACTERS ? subject : `${subject.slice(0, MOST_CHARACTERS - 1)}…`;
}

/** The subject of a certificate for a sentence. */
export function subjectOf(each: ContentCertificate): string {
  return each.certificate.subject === '' ? 'the one without a name' : visible(shortSubject(each));
}

/** Several of them: `CN=A, CN=B, CN=C and 4 more`. */
export function named(certificates: readonly ContentCertificate[]): string {
  const first = certificates.slice(0, MOST_NAMED).map(subjectOf).join('; ');
  const more = certificates.length - MOST_NAMED;
  return more > 0 ? `${first} and ${more} more` : first;
}
