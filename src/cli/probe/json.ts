import type { Probed } from '../../app.ts';
import type { PhaseDurations } from '../../model/handshake.ts';
import { daysLeft } from '../../model/validity.ts';
import { rfc3339 } from '../../model/words.ts';
import { explanation } from './words.ts';

/**
 * What came of the handshakes as JSON for scripts, in the contract's keys. `null` is what is not known or does not
 * apply; times are RFC 3339 in UTC, durations seconds.
 * @param now Unix seconds
 */
export function probeJson(probed: readonly Probed[], now: number): string {
  return `${JSON.stringify({ targets: probed.map((each) => targetJson(each, now)) }, undefined, 2)}\n`;
}

function targetJson(probed: Probed, now: number): object {
  const { result, verdict } = probed;
  const { failure, session, ocsp } = result;
  return {
    target: result.target.target,
    module: result.target.module,
    address: result.address ?? null,
    success: result.success,
    phase: failure?.phase ?? null,
    reason: failure?.reason ?? null,
    explanation: explanation(probed),
    detail: failure?.detail ?? null,
    timestamp: rfc3339(result.timestamp),
    durations: microseconds(result.durations),
    completed: result.completed,
    chain_verified: result.chainVerified ?? null,
    hostname_match: result.hostnameMatch ?? null,
    flaws: verdict?.flaws ?? [],
    peer_address: result.peerAddress ?? null,
    version: session?.version ?? null,
    cipher: session?.cipher ?? null,
    group: session?.group || null,
    alpn: session?.alpn || null,
    client_certificate_requested: result.clientCertificateRequested ?? null,
    chain_not_after: moment(result.chainNotAfter),
    chain_findings: result.chainFindings,
    chain: result.chain.map(({ index, certificate }) => ({
      index,
      role: index === 0 ? 'leaf' : certificate.role,
      subject: certificate.subject,
      issuer: certificate.issuer,
      serial_number: certificate.serialNumber,
      fingerprint_sha256: certificate.fingerprintSha256,
      not_before: rfc3339(certificate.notBefore),
      not_after: rfc3339(certificate.notAfter),
      days_left: daysLeft(certificate, now),
      sans: certificate.sans,
      public_key: certificate.publicKey,
      signature_algorithm: certificate.signatureAlgorithm,
    })),
    unreadable: result.unreadable,
    path: (verdict?.path ?? []).map(({ subject, fingerprintSha256, notBefore, notAfter, origin }) => ({
      subject,
      fingerprint_sha256: fingerprintSha256,
      not_before: rfc3339(notBefore),
      not_after: rfc3339(notAfter),
      origin,
    })),
    ocsp:
      ocsp === undefined
        ? null
        : {
            stapled: ocsp.stapled,
            status: verdict?.ocsp.status ?? null,
            good: ocsp.good ?? null,
            revoked_at: moment(verdict?.ocsp.revokedAt),
            this_update: moment(ocsp.thisUpdate),
            next_update: moment(ocsp.nextUpdate),
          },
    notes: verdict?.notes ?? [],
  };
}

/** What is finer is noise. */
function microseconds(durations: PhaseDurations): PhaseDurations {
  return Object.fromEntries(
    Object.entries(durations).map(([phase, seconds]) => [phase, Math.round(seconds * 1e6) / 1e6]),
  );
}

const moment = (seconds: number | undefined): string | null =>
  seconds === undefined ? null : rfc3339(seconds);
