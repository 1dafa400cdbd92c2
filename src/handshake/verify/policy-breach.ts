import type { PathCertificate } from './path-certificate.ts';
import { ANY_POLICY, type PolicyExtensions } from './policy-extensions.ts';

/** RFC 5280's counters of certificates that may still follow. */
interface Counters {
  explicitPolicy: number;
  policyMapping: number;
  anyPolicy: number;
}

/**
 * Why the certificate policies of a path (RFC 5280, 6.1) rule it out, as the end of a sentence about the path;
 * undefined where they do not. The client asks for none, so that this can be only where an authority below the anchor
 * demands one. Of the policy tree only the policies are kept that a certificate further down may name (RFC 9618 shows
 * that this is enough, and it takes no exponential room).
 *
 * @param path the leaf first, the anchor last; the anchor's own extensions do not count.
 */
export function policyBreach(path: readonly PathCertificate[]): string | undefined {
  const below = path.slice(0, -1).toReversed();
  if (below.every(({ extensions }) => extensions.requireExplicitPolicy === undefined)) return undefined;
  const start = below.length + 1;
  const left: Counters = { explicitPolicy: start, policyMapping: start, anyPolicy: start };
  let expected: Set<string> = new Set([ANY_POLICY]);
  for (const [index, { extensions, selfIssued }] of below.entries()) {
    const isLast = index === below.length - 1;
    const isAnyAllowed = left.anyPolicy > 0 || (!isLast && selfIssued);
    expected = named(expected, extensions.policies ?? [], isAnyAllowed);
    if (left.explicitPolicy === 0 && expected.size === 0) return DEMANDED;
    if (!isLast) {
      const { mappings = [] } = extensions;
      if (mappings.some((pair) => pair.includes(ANY_POLICY))) return 'maps the policy that stands for any';
      expected = mapped(expected, mappings, left.policyMapping > 0);
    }
    countDown(left, extensions, isLast, selfIssued);
  }
  return left.explicitPolicy === 0 && expected.size === 0 ? DEMANDED : undefined;
}

const DEMANDED = 'demands a certificate policy that the certificates below it do not have';

/** 6.1.3 (d) and (e): what is expected and named, by itself or as any. */
function named(
  expected: ReadonlySet<string>,
  policies: readonly string[],
  isAnyAllowed: boolean,
): Set<string> {
  const all = expected.has(ANY_POLICY);
  const kept = new Set(policies.filter((policy) => policy !== ANY_POLICY && (all || expected.has(policy))));
  if (policies.includes(ANY_POLICY) && isAnyAllowed) for (const policy of expected) kept.add(policy);
  return kept;
}

/** 6.1.4 (b): what the issuer's policies are called by its subject. */
function mapped(
  expected: ReadonlySet<string>,
  mappings: NonNullable<PolicyExtensions['mappings']>,
  isAllowed: boolean,
): Set<string> {
  const next = new Set(expected);
  for (const [issuer] of mappings) next.delete(issuer);
  if (!isAllowed) return next;
  for (const [issuer, subject] of mappings) {
    if (expected.has(issuer) || expected.has(ANY_POLICY)) next.add(subject);
  }
  return next;
}

/** 6.1.4 (h) to (j), and 6.1.5 (a) and (b) for the last certificate, where only zero counts. */
function countDown(left: Counters, extensions: PolicyExtensions, isLast: boolean, selfIssued: boolean): void {
  if (isLast || !selfIssued) {
    left.explicitPolicy = Math.max(0, left.explicitPolicy - 1);
    left.policyMapping = Math.max(0, left.policyMapping - 1);
    left.anyPolicy = Math.max(0, left.anyPolicy - 1);
  }
  const { requireExplicitPolicy: required = left.explicitPolicy } = extensions;
  if (!isLast || required === 0) left.explicitPolicy = Math.min(left.explicitPolicy, required);
  left.policyMapping = Math.min(left.policyMapping, extensions.inhibitPolicyMapping ?? left.policyMapping);
  left.anyPolicy = Math.min(left.anyPolicy, extensions.inhibitAnyPolicy ?? left.anyPolicy);
}
