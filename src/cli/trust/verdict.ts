import type { FindingLevel } from '../../model/trust.ts';
import { isAtLeast, type TrustReport } from '../../model/trust-audit.ts';

/** How many findings there are at a level or above it. A runtime that trusts nobody is critical. */
export function worstFindings({ bundles, runtimes }: TrustReport, failOn: FindingLevel): number {
  const findings = bundles
    .flatMap((bundle) => bundle.findings)
    .filter(({ level }) => isAtLeast(level, failOn));
  return findings.length + runtimes.filter(({ usable }) => !usable).length;
}
