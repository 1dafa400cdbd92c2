import type { ChainFinding } from '../../model/handshake.ts';
import type { CertificatePool } from './certificate-pool.ts';
import { identifiesKeyOf } from './key-identifiers.ts';
import type { PathCertificate } from './path-certificate.ts';
import type { SignatureBudget, SignatureChecks } from './signature-checks.ts';

/** How the served certificates hang together, whoever trusts them. */
export interface ServedOrder {
  /** `missing_intermediate` is not among them: that takes more than the served chain to tell. */
  readonly findings: readonly ChainFinding[];
  /** Where the chain that starts at the leaf ends: the last certificate whose issuer was not served. */
  readonly end: PathCertificate;
}

/**
 * What can be said of a chain as it was served. A certificate belongs to it if the leaf was issued by it, directly
 * or through others that were served; the rest is superfluous, whatever some other client may make of it. It is out
 * of order where a certificate stands before all that it issued (RFC 5246, 7.4.2; a recommendation in RFC 8446,
 * 4.4.2).
 *
 * @param pool what was served and could be read, in the order of the wire, the leaf first; not empty.
 * @param count how many these were before duplicates were left out.
 */
export function servedOrder(
  pool: CertificatePool,
  count: number,
  signatures: SignatureChecks,
  budget: SignatureBudget,
): ServedOrder {
  const findings: ChainFinding[] = [];
  const unique = pool.certificates;
  const leaf = unique[0] as PathCertificate;
  const places = new Map(unique.map((certificate, place) => [certificate, place] as const));
  const chain = new Set<PathCertificate>([leaf]);
  let outOfOrder = false;
  let unsure = false;
  let end = leaf;
  const firstIssued = new Map<PathCertificate, number>();
  for (const child of chain) {
    for (const issuer of pool.namesakesOfIssuer(child)) {
      if (issuer === child) continue;
      const result = signatures.check(child, issuer, budget);
      unsure ||= result === 'unaffordable';
      if (result !== 'good' && identifiesKeyOf(child, issuer) !== true) continue;
      chain.add(issuer);
      const place = places.get(child) ?? 0;
      firstIssued.set(issuer, Math.min(place, firstIssued.get(issuer) ?? place));
      if (child === end) end = issuer;
    }
  }
  for (const [issuer, place] of firstIssued)
    outOfOrder ||= issuer !== leaf && place > (places.get(issuer) ?? 0);
  if (!unsure && unique.some((certificate) => !chain.has(certificate))) findings.push('superfluous');
  if (outOfOrder) findings.push('out_of_order');
  const isRoot = (each: PathCertificate): boolean =>
    each.selfIssued && signatures.check(each, each, budget) === 'good';
  if (unique.some((certificate) => certificate !== leaf && isRoot(certificate)))
    findings.push('root_included');
  if (unique.length < count) findings.push('duplicate');
  return { findings, end };
}
