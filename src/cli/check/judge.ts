import type { Role } from '../../model/certificate.ts';
import type { Inventory, InventoryCertificate, InventoryRevocationList } from '../../model/inventory.ts';
import type { Problem } from '../../model/problem.ts';
import { revocationListStatus } from '../../model/revocation-list.ts';
import { validityStatus } from '../../model/validity.ts';

/** How `check` judges a certificate, most urgent first. `accepted` is known and tolerated by the one who asks. */
export const CHECK_STATUSES = ['expired', 'expiring', 'not_yet_valid', 'ok', 'accepted'] as const;

export type CheckStatus = (typeof CHECK_STATUSES)[number];

/** What one may ask for: certificates of a role, or revocation lists. */
export type CheckKind = Role | 'crl';

/** What the one who asks wants to know. */
export interface CheckQuestion {
  /** Unix seconds. */
  readonly now: number;
  /** Seconds; what expires within them is not fine. */
  readonly within: number;
  readonly roles: ReadonlySet<CheckKind>;
  /** SHA-256 fingerprints, lower-case hex, that are known and tolerated. */
  readonly accepted: ReadonlySet<string>;
}

/** A certificate with the verdict on it. */
export interface JudgedCertificate extends InventoryCertificate {
  readonly source: string;
  readonly role: Role;
  readonly status: CheckStatus;
}

/** A revocation list with the verdict on it; `expired` where its nextUpdate has passed. */
export interface JudgedRevocationList extends InventoryRevocationList {
  readonly source: string;
  readonly status: CheckStatus;
}

/** A problem with the source that has it. */
export interface SourceProblem extends Problem {
  readonly source: string;
}

/** The answer of one check. */
export interface CheckResult {
  /** Soonest expiry first. */
  readonly certificates: readonly JudgedCertificate[];
  /** Soonest nextUpdate first; those without one last. */
  readonly revocationLists: readonly JudgedRevocationList[];
  readonly problems: readonly SourceProblem[];
  /** True when nothing is expired, nothing expires within the window, and everything could be read. */
  readonly fine: boolean;
}

/** Judges everything that one collection found. */
export function judge(inventory: Inventory, question: CheckQuestion): CheckResult {
  const certificates = inventory.sources
    .flatMap((state) =>
      state.certificates.map((found): JudgedCertificate => {
        const role = found.role ?? found.certificate.role;
        return { ...found, source: state.source, role, status: statusOf(found, question) };
      }),
    )
    .filter(({ role }) => question.roles.has(role))
    .sort(soonestFirst);
  const revocationLists = question.roles.has('crl') ? judgeRevocationLists(inventory, question) : [];
  const problems = inventory.sources.flatMap((state) =>
    state.problems.map((problem): SourceProblem => ({ ...problem, source: state.source })),
  );
  const listed = inventory.sources.every((state) => state.lastCollection?.up ?? false);
  return {
    certificates,
    revocationLists,
    problems,
    fine:
      listed &&
      problems.length === 0 &&
      ![...certificates, ...revocationLists].some(
        ({ status }) => status === 'expired' || status === 'expiring',
      ),
  };
}

function statusOf({ certificate }: InventoryCertificate, question: CheckQuestion): CheckStatus {
  if (question.accepted.has(certificate.fingerprintSha256)) return 'accepted';
  const status = validityStatus(certificate, question.now, question.within);
  if (status === 'critical') return 'expiring';
  return status === 'expired' || status === 'not_yet_valid' ? status : 'ok';
}

function judgeRevocationLists(inventory: Inventory, question: CheckQuestion): JudgedRevocationList[] {
  const { accepted, now, within } = question;
  return inventory.sources
    .flatMap((state) =>
      state.revocationLists.map((found): JudgedRevocationList => {
        const { revocationList } = found;
        const isAccepted = accepted.has(revocationList.fingerprintSha256);
        const status = isAccepted ? 'accepted' : revocationListStatus(revocationList, now, within);
        return { ...found, source: state.source, status };
      }),
    )
    .sort(
      (a, b) =>
        compare(a.revocationList.nextUpdate ?? Infinity, b.revocationList.nextUpdate ?? Infinity) ||
        compare(a.location.path ?? '', b.location.path ?? '') ||
        a.position - b.position,
    );
}

/** By expiry, then by place, so that two runs print the same. */
function soonestFirst(a: JudgedCertificate, b: JudgedCertificate): number {
  return (
    a.certificate.notAfter - b.certificate.notAfter ||
    compare(a.location.path ?? '', b.location.path ?? '') ||
    a.index - b.index
  );
}

function compare<Value extends string | number>(a: Value, b: Value): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
