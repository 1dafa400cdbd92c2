import type { FindingLevel } from '../../src/model/trust.ts';
import type { TrustReport } from '../../src/model/trust-audit.ts';

/** A report of one runtime and one bundle, with a finding of each level that is asked for. */
export function trustReportOf({
  levels = [],
  usable = true,
}: {
  readonly levels?: readonly FindingLevel[];
  readonly usable?: boolean;
}): TrustReport {
  const path = '/etc/ssl/cert.pem';
  return {
    runtimes: [
      {
        runtime: 'curl',
        installation: '/usr/bin/curl',
        locations: [{ path, kind: 'file' }],
        rule: 'compiled_default',
        anchors: usable ? 140 : 0,
        fingerprints: [],
        usable,
        detail: usable ? '' : 'It has no anchors.',
      },
    ],
    bundles: [
      {
        path,
        sha256: 'ab'.repeat(32),
        anchors: 140,
        findings: levels.map((level) => ({
          check: 'expired',
          level,
          detail: 'expired long ago',
          subject: 'CN=Old',
        })),
        reference: undefined,
      },
    ],
    drift: [],
    reference: { anchors: 121, timestamp: undefined, distrustTimestamp: 1_793_318_400 },
    subjects: new Map(),
    seen: new Map(),
    processes: undefined,
    lookedAt: 1_795_348_800,
  };
}
