import { daysLeft } from '../../model/validity.ts';
import { rfc3339 } from '../../model/words.ts';
import type { CheckResult } from './judge.ts';

/**
 * The answer as JSON for scripts, in the contract's keys; times are RFC 3339 in UTC. Locations other than a path
 * bring their labels along under the names that the metrics have.
 */
export function checkJson(result: CheckResult, now: number): string {
  const certificates = result.certificates.map(
    ({ certificate, location, source, position, index, role, status }) => ({
      source,
      ...location,
      position,
      index,
      role,
      subject: certificate.subject,
      issuer: certificate.issuer,
      serial_number: certificate.serialNumber,
      fingerprint_sha256: certificate.fingerprintSha256,
      not_before: rfc3339(certificate.notBefore),
      not_after: rfc3339(certificate.notAfter),
      days_left: daysLeft(certificate, now),
      status,
    }),
  );
  const revocationLists = result.revocationLists.map(
    ({ revocationList, location, source, position, status }) => ({
      source,
      ...location,
      position,
      issuer: revocationList.issuer,
      crl_number: revocationList.crlNumber ?? null,
      fingerprint_sha256: revocationList.fingerprintSha256,
      signature_algorithm: revocationList.signatureAlgorithm,
      revoked: revocationList.revoked,
      this_update: rfc3339(revocationList.thisUpdate),
      next_update: revocationList.nextUpdate === undefined ? null : rfc3339(revocationList.nextUpdate),
      status,
    }),
  );
  const problems = result.problems.map(({ source, location, reason, detail, count }) => ({
    source,
    ...location,
    reason,
    detail,
    ...(count !== undefined && { count }),
  }));
  return `${JSON.stringify({ certificates, revocation_lists: revocationLists, problems }, undefined, 2)}\n`;
}
