import type { FindingLevel } from '../../model/trust.ts';
import { isAtLeast, type TrustReport } from '../../model/trust-audit.ts';

/** What decides the exit status. */
export interface TrustVerdict {
  /** Findings at the level that was asked for, or above it. */
  readonly findings: number;
  /** Installations of runtimes that can verify nobody, which is critical. */
  readonly unusable: number;
  readonly fine: boolean;
}

export function trustVerdict({ bundles, runtimes }: TrustReport, failOn: FindingLevel): TrustVerdict {
  const all = bundles.flatMap((bundle) => bundle.findings);
  const findings = all.filter(({ level }) => isAtLeast(level, failOn)).length;
  const unusable = runtimes.filter(({ usable }) => !usable).length;
  return { findings, unusable, fine: findings + unusable === 0 };
}
