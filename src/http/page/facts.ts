import { shareLeft } from '../../model/validity.ts';
import { rfc3339, spanInWords } from '../../model/words.ts';
import { type Entry, roleOf } from './entries.ts';
import { placeInWords } from './place.ts';

/** A thing that is known of a certificate: a label and its value, both plain text. */
export type Fact = readonly [label: string, value: string];

/** The share of its lifetime that a certificate has left, in whole percent, rounded down. */
export function percentLeft({ found }: Entry, now: number): number {
  return Math.floor(shareLeft(found.certificate, now) * 100);
}

/**
 * Everything that is known of an entry at `now` (Unix seconds), for its details. The search looks at the same
 * values, so that a person finds exactly what he can see.
 */
export function factsOf(entry: Entry, now: number): readonly Fact[] {
  const { certificate, location, index } = entry.found;
  const lifetime = spanInWords(Math.max(0, certificate.notAfter - certificate.notBefore));
  return [
    ['Location', placeInWords(location)],
    ['Source', entry.source],
    ['Position', `certificate ${index + 1} at this location`],
    ['Role', roleOf(entry)],
    ['Subject', certificate.subject],
    ['Subject alternative names', certificate.sans.join(', ') || 'none'],
    ['Issuer', certificate.issuer],
    ['Valid from', rfc3339(certificate.notBefore)],
    ['Valid until', rfc3339(certificate.notAfter)],
    ['Lifetime', `${lifetime}, ${percentLeft(entry, now)} % left`],
    ['Serial number', certificate.serialNumber],
    ['SHA-256 fingerprint', certificate.fingerprintSha256],
    ['Public key', certificate.publicKey],
    ['Signature algorithm', certificate.signatureAlgorithm],
  ];
}
