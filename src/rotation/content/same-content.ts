import type { RotationKind } from '../../model/rotation.ts';
import type { Content } from './content.ts';
import { parseCertificates } from './parse-content.ts';

/**
 * Whether what is at the target is the proposed content already, so that there is nothing to do. Of anchors the set
 * counts: their order, comments and duplicates mean nothing to whoever reads them. A chain is the same when the same
 * certificates come in the same order, because a server sends them as they stand. What does not parse strictly is
 * never the same, so that a damaged target is repaired by the content that it once held.
 */
export function sameContent(current: Buffer | undefined, proposed: Content, kind: RotationKind): boolean {
  const present = current === undefined ? undefined : parseCertificates(current);
  if (present === undefined || 'refused' in present) return false;
  const before = present.map(({ certificate }) => certificate.fingerprintSha256);
  const after = proposed.certificates.map(({ certificate }) => certificate.fingerprintSha256);
  if (kind === 'chain') return before.join() === after.join();
  const unique = new Set(before);
  return unique.size === after.length && after.every((fingerprint) => unique.has(fingerprint));
}
