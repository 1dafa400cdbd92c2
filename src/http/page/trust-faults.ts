import type { Drift, RuntimeTrust } from '../../model/trust.ts';
import { type AuditFinding, isAtLeast, type TrustReport } from '../../model/trust-audit.ts';
import type { StaleProcesses } from '../../model/trust-processes.ts';

/** A finding with the bundle that it is about. */
export interface PlacedFinding {
  readonly path: string;
  readonly finding: AuditFinding;
}

/** What somebody has to act on of that which a host trusts. */
export interface TrustFaults {
  /** Installations that can verify nobody. */
  readonly unusable: readonly RuntimeTrust[];
  /** At high or above, the worst first. */
  readonly grave: readonly PlacedFinding[];
  readonly drifted: readonly Drift[];
  readonly stale: readonly StaleProcesses[];
}

const known = new WeakMap<TrustReport, TrustFaults>();

/** Looked for once in each report, and kept as long as that lives. */
export function trustFaults(report: TrustReport): TrustFaults {
  const before = known.get(report);
  if (before !== undefined) return before;
  const grave = report.bundles.flatMap(({ path, findings }) =>
    findings.filter(({ level }) => isAtLeast(level, 'high')).map((finding) => ({ path, finding })),
  );
  const faults = {
    unusable: report.runtimes.filter(({ usable }) => !usable),
    grave: [...grave.filter(isCritical), ...grave.filter((each) => !isCritical(each))],
    drifted: report.drift.filter(({ onlyLeft, onlyRight }) => onlyLeft.length + onlyRight.length > 0),
    stale: report.processes?.stale ?? [],
  };
  known.set(report, faults);
  return faults;
}

/** Whether programs fail by it now. */
export function isCritical({ finding }: PlacedFinding): boolean {
  return finding.level === 'critical';
}
