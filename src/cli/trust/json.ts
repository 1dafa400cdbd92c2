import type { Drift, RuntimeTrust } from '../../model/trust.ts';
import type { AuditedBundle, TrustReport } from '../../model/trust-audit.ts';
import type { ProcessTrust } from '../../model/trust-processes.ts';
import { rfc3339 } from '../../model/words.ts';

/**
 * Who trusts what and the audit of the bundles as JSON for scripts, in the contract's keys. `null` is what is not
 * known or does not apply; anchors are named by their SHA-256.
 */
export function trustJson({ runtimes, bundles, drift, reference, processes }: TrustReport): string {
  const { anchors, timestamp, distrustTimestamp } = reference;
  const report = {
    runtimes: runtimes.map(runtimeJson),
    bundles: bundles.map(bundleJson),
    drift: drift.map(driftJson),
    reference: {
      anchors,
      date: timestamp === undefined ? null : rfc3339(timestamp),
      distrust_date: rfc3339(distrustTimestamp),
    },
    processes: processes === undefined ? null : processesJson(processes),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

function runtimeJson({
  runtime,
  installation,
  locations,
  rule,
  anchors,
  usable,
  detail,
}: RuntimeTrust): object {
  const paths = locations.map(({ path }) => path);
  return {
    runtime,
    installation,
    path: paths[0] ?? null,
    paths,
    rule,
    anchors: anchors ?? null,
    usable,
    detail,
  };
}

function bundleJson({ path, sha256, anchors, findings, reference }: AuditedBundle): object {
  return {
    path,
    sha256: sha256 ?? null,
    anchors,
    reference: reference ?? null,
    findings: findings.map(({ check, level, detail, subject, fingerprintSha256 }) => ({
      check,
      level,
      detail,
      subject: subject ?? null,
      fingerprint_sha256: fingerprintSha256 ?? null,
    })),
  };
}

function processesJson({ looked, stale, hidden }: ProcessTrust): object {
  return {
    looked: looked.reduce((sum, each) => sum + each.processes, 0),
    hidden,
    stale: stale.map(({ runtime, unit, path, pids, startedAt, changedAt }) => ({
      runtime,
      unit: unit === '' ? null : unit,
      path,
      processes: pids.length,
      pids,
      started: rfc3339(startedAt),
      changed: rfc3339(changedAt),
    })),
  };
}

function driftJson({ left, right, onlyLeft, onlyRight }: Drift): object {
  return { left, right, only_left: onlyLeft, only_right: onlyRight };
}
