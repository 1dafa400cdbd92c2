import type { TrustReport } from '../../model/trust-audit.ts';
import { validityStatus, WARNING_WINDOW } from '../../model/validity.ts';
import { type Counts, countEntries, minus, totalOf } from './counts.ts';
import { type Entry, roleOf } from './entries.ts';
import { counted } from './numbers.ts';

/** `calm`: only the distribution's updates can change it. `warning`: somebody may, and nobody is hurt meanwhile. */
export type Urgency = 'calm' | 'warning';

/** Roots that fail nobody by themselves, told apart from certificates that do. */
export type ApartRoots = ReadonlyMap<Entry, Urgency>;

/** Where the distribution's packages put roots, and its tools bundles of them: as the alerts have it. */
export const DISTRIBUTION_PLACES =
  '/etc/ssl/certs/.+|/etc/ssl/(ca-bundle|cert)[.]pem|/etc/pki/(tls|ca-trust|java)/.+|/(etc|var/lib)/ca-certificates/.+|/usr/share/(ca-certificates|pki)/.+';
/** The bundles among them that are audited, folders too. */
export const DISTRIBUTION_BUNDLES =
  '/etc/ssl/certs(/.+)?|/etc/ssl/(ca-bundle|cert)[.]pem|/etc/pki/(tls|ca-trust|java)/.+|/(etc|var/lib)/ca-certificates/.+';

/** Prometheus asks for the whole value too. */
const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 's');
const [PLACES, BUNDLES] = [whole(DISTRIBUTION_PLACES), whole(DISTRIBUTION_BUNDLES)];

const DATES = new Set<string>(['expired', 'expiring', 'not_yet_valid']);

/**
 * Tells the roots apart by the rules of the alerts (`alerts/certificates.rules.yml`): an expired root is a warning, and
 * one of the distribution nothing at all where the audit of trust has found none with bad dates beside it that somebody
 * here has added.
 *
 * @param entries Soonest expiry first.
 * @param now Unix seconds.
 */
export function apartRoots(
  entries: readonly Entry[],
  trust: TrustReport | undefined,
  now: number,
): ApartRoots {
  const isCalm = isToldApart(trust);
  const apart = new Map<Entry, Urgency>();
  for (const entry of entries) {
    const { certificate, location } = entry.found;
    if (certificate.notAfter - now > WARNING_WINDOW) break;
    if (roleOf(entry) !== 'root') continue;
    const status = validityStatus(certificate, now);
    if (status === 'not_yet_valid') continue;
    if (isCalm && PLACES.test(location.path ?? '')) {
      if (status !== 'fine') apart.set(entry, 'calm');
    } else if (status === 'expired') apart.set(entry, 'warning');
  }
  return apart;
}

/** Whether what is the distribution's can be told from what is not. */
function isToldApart(trust: TrustReport | undefined): boolean {
  if (trust === undefined || trust.bundles.length === 0) return false;
  return !trust.bundles.some(
    ({ path, findings }) =>
      BUNDLES.test(path) && findings.some(({ check, level }) => DATES.has(check) && level === 'high'),
  );
}

/** How many roots are set apart, and what is left without them. */
export interface ApartCounts {
  /** The counts of all that is not set apart. */
  readonly others: Counts;
  /** Those set apart by status and role, whatever their urgency. */
  readonly apart: Counts;
  /** Expired, and for somebody to replace. */
  readonly warning: number;
  /** Of the distribution: all, and those of them that have expired. */
  readonly calm: number;
  readonly calmExpired: number;
}

/** Splits the counts of all entries as they stand at `now` (Unix seconds). */
export function splitCounts(all: Counts, roots: ApartRoots, now: number): ApartCounts {
  const of = (urgency: Urgency): Entry[] =>
    [...roots].filter(([, each]) => each === urgency).map(([entry]) => entry);
  const calm = of('calm');
  const apart = countEntries([...roots.keys()], now);
  return {
    others: minus(all, apart),
    apart,
    warning: roots.size - calm.length,
    calm: calm.length,
    calmExpired: totalOf(countEntries(calm, now), 'expired'),
  };
}

/** One phrase for each urgency: `2 trusted roots have expired`, `4 roots of the distribution have expired`. */
export function apartInWords(counts: Pick<ApartCounts, 'warning' | 'calm' | 'calmExpired'>): string[] {
  const { warning, calm, calmExpired } = counts;
  const verb = calmExpired === 0 ? 'will expire soon' : `${calm === 1 ? 'has' : 'have'} expired`;
  const more = calmExpired > 0 && calmExpired < calm ? ' or will soon' : '';
  return [
    ...(warning > 0 ? [counted(warning, 'trusted root has expired', 'trusted roots have expired')] : []),
    ...(calm > 0 ? [`${counted(calm, 'root')} of the distribution ${verb}${more}`] : []),
  ];
}
