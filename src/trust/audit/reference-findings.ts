import type { FindingLevel } from '../../model/trust.ts';
import type { AuditFinding, ReferenceDifference } from '../../model/trust-audit.ts';
import type { Anchor } from './anchor.ts';
import type { AuditContext } from './audit-context.ts';
import type { Origin } from './provenance.ts';

/** How much an anchor outside of Mozilla's roots matters depends on who has put it there. */
const WORDS: Readonly<Record<Origin, readonly [level: FindingLevel, words: string]>> = {
  vendor: ['low', "came with the distribution and is not among Mozilla's roots for TLS servers today"],
  own: [
    'medium',
    "was added here and is not among Mozilla's public roots: put its fingerprint into trust.accept if it is yours",
  ],
  unknown: [
    'high',
    "is neither Mozilla's, nor of the distribution's packages, nor in a folder for own anchors: the bundle was edited by hand, or not made again after an update; an authority that nobody knows may be listening in",
  ],
};

/** The anchors of a bundle of public roots that are not in the reference set. */
export function referenceFindings(
  difference: ReferenceDifference | undefined,
  anchors: ReadonlyMap<string, Anchor>,
  bundle: string,
  { provenance }: AuditContext,
): AuditFinding[] {
  return (difference?.extra ?? []).map((fingerprintSha256) => {
    const [level, words] = WORDS[provenance.originOf(bundle, fingerprintSha256)];
    const anchor = anchors.get(fingerprintSha256);
    return {
      check: 'not_in_reference',
      level,
      detail: `${words} (${anchor?.where})`,
      subject: anchor?.certificate.subject ?? '',
      fingerprintSha256,
    };
  });
}
