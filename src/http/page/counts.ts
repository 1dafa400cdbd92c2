import { ROLES, type Role } from '../../model/certificate.ts';
import { VALIDITY_STATUSES, type ValidityStatus, validityStatus } from '../../model/validity.ts';
import { type Entry, roleOf } from './entries.ts';

/** How many certificates stand how, by role. */
export type Counts = Readonly<Record<ValidityStatus, Readonly<Record<Role, number>>>>;

/** Counts all entries as they stand at `now` (Unix seconds). */
export function countEntries(entries: readonly Entry[], now: number): Counts {
  const zero = (): Record<Role, number> => ({ leaf: 0, intermediate: 0, root: 0 });
  const counts: Record<ValidityStatus, Record<Role, number>> = {
    expired: zero(),
    critical: zero(),
    warning: zero(),
    not_yet_valid: zero(),
    fine: zero(),
  };
  for (const entry of entries) counts[validityStatus(entry.found.certificate, now)][roleOf(entry)] += 1;
  return counts;
}

/** What is left of `all` without `some` of it. */
export function minus(all: Counts, some: Counts): Counts {
  const left = (status: ValidityStatus): Record<Role, number> => ({
    leaf: all[status].leaf - some[status].leaf,
    intermediate: all[status].intermediate - some[status].intermediate,
    root: all[status].root - some[status].root,
  });
  return {
    expired: left('expired'),
    critical: left('critical'),
    warning: left('warning'),
    not_yet_valid: left('not_yet_valid'),
    fine: left('fine'),
  };
}

/** The certificates of one status, all roles together. */
export function totalOf(counts: Counts, status: ValidityStatus): number {
  return ROLES.reduce((sum, role) => sum + counts[status][role], 0);
}

/** All certificates. */
export function total(counts: Counts): number {
  return VALIDITY_STATUSES.reduce((sum, status) => sum + totalOf(counts, status), 0);
}
