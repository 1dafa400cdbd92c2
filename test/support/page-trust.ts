import type { ShownRotation } from '../../src/metrics/rotation.ts';
import { ROTATION_RESULTS, type RotationState } from '../../src/model/rotation.ts';
import type { RuntimeTrust } from '../../src/model/trust.ts';
import type { TrustReport } from '../../src/model/trust-audit.ts';
import { NOW } from './page-inventory.ts';
import { trustReportOf } from './trust-report.ts';

const HOUR = 3600;

/** A report in which everything is wrong that can be, with `text` wherever others may write what they like. */
export function brokenTrust(text = ''): TrustReport {
  const path = `/etc/ssl/cert.pem${text}`;
  const runtime = (fields: Partial<RuntimeTrust>): RuntimeTrust => ({
    runtime: 'curl',
    installation: `/usr/bin/curl${text}`,
    locations: [{ path, kind: 'file' }],
    rule: 'compiled_default',
    anchors: 0,
    fingerprints: [],
    usable: false,
    detail: `It has no anchors. ${text}`,
    ...fields,
  });
  return {
    ...trustReportOf({}),
    runtimes: [
      runtime({
        runtime: 'node',
        installation: '/usr/bin/node',
        locations: [],
        anchors: 121,
        usable: true,
        detail: '',
      }),
      runtime({}),
    ],
    bundles: [
      {
        path,
        sha256: undefined,
        anchors: 12,
        reference: undefined,
        findings: [
          { check: 'expired', level: 'high', detail: `expired long ago ${text}`, subject: `CN=Old ${text}` },
          { check: 'expired', level: 'medium', detail: 'the distribution has it' },
          { check: 'damaged_block', level: 'critical', detail: `the block at byte 7 ${text}` },
        ],
      },
    ],
    drift: [
      { left: path, right: '/opt/ca.pem', onlyLeft: ['1', '2'], onlyRight: ['3'] },
      { left: '/a', right: '/b', onlyLeft: [], onlyRight: [] },
    ],
    processes: {
      looked: [{ runtime: 'node', unit: 'web.service', processes: 4 }],
      stale: [
        {
          runtime: 'node',
          unit: `web.service${text}`,
          path,
          pids: [7, 8],
          startedAt: NOW - 50 * HOUR,
          changedAt: NOW - 5 * HOUR,
        },
      ],
      hidden: 0,
      contents: new Map(),
    },
    lookedAt: NOW - 120,
  };
}

/** A rotation whose last run was an hour ago, and has to succeed once a day. */
export function shownRotation(name: string, state: Partial<RotationState> = {}): ShownRotation {
  const runs = Object.fromEntries(ROTATION_RESULTS.map((result) => [result, 0])) as RotationState['runs'];
  return {
    maxAge: 24 * HOUR,
    state: {
      rotation: name,
      lastResult: 'rotated',
      lastRun: NOW - HOUR,
      lastSuccess: NOW - HOUR,
      runs,
      ...state,
    },
  };
}
