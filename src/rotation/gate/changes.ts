import type { RecordedAnchor } from '../../model/rotation.ts';
import type { ContentCertificate } from '../content/content.ts';
import { shortSubject } from './named.ts';

/** What comes and what goes, by fingerprint, each in its own order. */
export interface Changes {
  readonly added: readonly RecordedAnchor[];
  readonly removed: readonly RecordedAnchor[];
}

export function changesBetween(
  before: readonly ContentCertificate[],
  after: readonly ContentCertificate[],
): Changes {
  return { added: without(after, before), removed: without(before, after) };
}

function without(
  these: readonly ContentCertificate[],
  those: readonly ContentCertificate[],
): RecordedAnchor[] {
  const known = new Set(those.map(({ certificate }) => certificate.fingerprintSha256));
  return these
    .filter(({ certificate }) => !known.has(certificate.fingerprintSha256))
    .map((each) => ({
      subject: shortSubject(each),
      fingerprintSha256: each.certificate.fingerprintSha256,
    }));
}
