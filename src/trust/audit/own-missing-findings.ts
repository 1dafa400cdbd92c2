import type { AuditFinding } from '../../model/trust-audit.ts';
import type { Anchor } from './anchor.ts';
import type { AuditContext } from './audit-context.ts';

/**
 * What the administrator has added and a bundle lacks: whoever reads that bundle refuses the servers of the house. In
 * one that the distribution's tool makes the tool has not run, or has passed the file over; one that comes with a
 * program of its own never gets it.
 *
 * @param isPublic Whether it is a bundle of public roots.
 */
export function ownMissingFindings(
  isPublic: boolean,
  anchors: ReadonlyMap<string, Anchor>,
  bundle: string,
  { provenance }: AuditContext,
): AuditFinding[] {
  const isGenerated = provenance.isGenerated(bundle);
  if (!isPublic && !isGenerated) return [];
  const [level, words] = isGenerated
    ? (['high', 'was added to this host and is not in this bundle'] as const)
    : (['medium', 'was added to this host and is not in this bundle, which has roots of its own'] as const);
  return [...provenance.own]
    .filter(([fingerprint]) => !anchors.has(fingerprint))
    .map(([fingerprintSha256, subject]) => ({
      check: 'own_missing',
      level,
      detail: `${words}: whoever reads it does not trust what this root has signed`,
      subject,
      fingerprintSha256,
    }));
}
