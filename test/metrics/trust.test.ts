import { describe, expect, it } from 'vitest';
import { renderFresh } from '../../src/metrics/exposition.ts';
import type { AuditFinding, TrustReport } from '../../src/model/trust-audit.ts';
import type { StaleProcesses } from '../../src/model/trust-processes.ts';
import { duplicateSeries, openMetricsFaults, parseSamples } from '../support/exposition.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { snapshotOf } from '../support/snapshot.ts';

const finding = (check: AuditFinding['check'], level: AuditFinding['level']): AuditFinding => ({
  check,
  level,
  detail: 'so it is',
});

const stale = (fields: Pick<StaleProcesses, 'runtime' | 'unit' | 'path' | 'pids'>): StaleProcesses => ({
  ...fields,
  startedAt: 1,
  changedAt: 2,
});

const AUDIT: TrustReport = {
  runtimes: [
    {
      runtime: 'curl',
      installation: '/usr/bin/curl',
      locations: [
        { path: '/etc/ssl/certs/ca-certificates.crt', kind: 'file' },
        { path: '/etc/ssl/certs', kind: 'folder' },
        { path: '/etc/ssl/certs', kind: 'file' },
      ],
      rule: 'compiled_default',
      anchors: 145,
      fingerprints: [],
      usable: true,
      detail: '',
    },
    {
      runtime: 'node',
      installation: 'any',
      locations: [],
      rule: 'built_in',
      anchors: 0,
      fingerprints: [],
      usable: false,
      detail: 'x',
    },
  ],
  bundles: [
    {
      path: '/etc/ssl/certs/ca-certificates.crt',
      sha256: 'ab'.repeat(32),
      anchors: 140,
      findings: [
        finding('expired', 'medium'),
        finding('expired', 'medium'),
        finding('expired', 'high'),
        finding('weak_key', 'high'),
      ],
      reference: { extra: ['1'], missing: ['2', '3'] },
    },
    { path: '/etc/ssl/certs', sha256: undefined, anchors: 3, findings: [], reference: undefined },
  ],
  drift: [{ left: '/a', right: '/b', onlyLeft: ['1'], onlyRight: [] }],
  reference: { anchors: 121, timestamp: 1_790_121_600, distrustTimestamp: 1_793_318_400 },
  seen: new Map(),
  subjects: new Map(),
  processes: {
    looked: [
      { runtime: 'go', unit: 'kubelet.service', processes: 1 },
      { runtime: 'node', unit: '', processes: 1 },
      { runtime: 'node', unit: 'web.service', processes: 5 },
    ],
    stale: [
      stale({ runtime: 'node', unit: 'web.service', path: '/a.pem', pids: [3, 4] }),
      stale({ runtime: 'node', unit: 'web.service', path: '/b.pem', pids: [5] }),
    ],
    hidden: 2,
    contents: new Map(),
  },
  lookedAt: 1_795_348_800.25,
};

const text = (trust?: TrustReport, format: 'text' | 'openmetrics' = 'text') =>
  renderFresh({ ...snapshotOf(), trust }, format);
const series = (trust?: TrustReport) =>
  text(trust)
    .split('\n')
    .filter((line) => line.startsWith('tls_trust_'));

describe('what is exported of trust', () => {
  it('is totals of each bundle, pair and side', () => {
    expect(series(AUDIT)).toEqual([
      'tls_trust_runtime_info{runtime="curl",installation="/usr/bin/curl",path="/etc/ssl/certs/ca-certificates.crt",rule="compiled_default"} 1',
      'tls_trust_runtime_info{runtime="curl",installation="/usr/bin/curl",path="/etc/ssl/certs",rule="compiled_default"} 1',
      'tls_trust_runtime_info{runtime="node",installation="any",rule="built_in"} 1',
      'tls_trust_runtime_anchors{runtime="curl",installation="/usr/bin/curl"} 145',
      'tls_trust_runtime_anchors{runtime="node",installation="any"} 0',
      `tls_trust_bundle_info{path="/etc/ssl/certs/ca-certificates.crt",sha256="${'ab'.repeat(32)}"} 1`,
      'tls_trust_bundle_info{path="/etc/ssl/certs"} 1',
      'tls_trust_bundle_anchors{path="/etc/ssl/certs/ca-certificates.crt"} 140',
      'tls_trust_bundle_anchors{path="/etc/ssl/certs"} 3',
      'tls_trust_bundle_findings{path="/etc/ssl/certs/ca-certificates.crt",check="expired",level="medium"} 2',
      'tls_trust_bundle_findings{path="/etc/ssl/certs/ca-certificates.crt",check="expired",level="high"} 1',
      'tls_trust_bundle_findings{path="/etc/ssl/certs/ca-certificates.crt",check="weak_key",level="high"} 1',
      'tls_trust_bundle_drift{left="/a",right="/b",side="only_left"} 1',
      'tls_trust_bundle_drift{left="/a",right="/b",side="only_right"} 0',
      'tls_trust_reference_anchors{path="/etc/ssl/certs/ca-certificates.crt",side="extra"} 1',
      'tls_trust_reference_anchors{path="/etc/ssl/certs/ca-certificates.crt",side="missing"} 2',
      'tls_trust_reference_timestamp_seconds 1790121600',
      'tls_trust_distrust_timestamp_seconds 1793318400',
      'tls_trust_last_audit_timestamp_seconds 1795348800.25',
      'tls_trust_stale_processes{runtime="go",unit="kubelet.service"} 0',
      'tls_trust_stale_processes{runtime="node"} 0',
      'tls_trust_stale_processes{runtime="node",unit="web.service"} 3',
    ]);
  });

  it('is nothing before the first audit, and no date where none is known', () => {
    expect(series()).toEqual([]);
    const undated = { ...AUDIT, reference: { ...AUDIT.reference, timestamp: undefined } };
    expect(series(undated).join('\n')).not.toContain('reference_timestamp');
  });

  it('is the interval from the configuration on, so that an audit that never ended can be told', () => {
    const told = renderFresh({ ...snapshotOf(), trustInterval: 900 }, 'text');
    expect(told.match(/^tls_trust_.*/gm)).toEqual(['tls_trust_interval_seconds 900']);
  });

  it('is nothing of processes where none is to be seen', () => {
    expect(series({ ...AUDIT, processes: undefined }).join('\n')).not.toContain('stale_processes');
  });

  it('has no two series alike, in either format', () => {
    expect(parseSamples(text(AUDIT)).length).toBeGreaterThan(11);
    expect(duplicateSeries(text(AUDIT))).toEqual([]);
    expect(openMetricsFaults(text(AUDIT, 'openmetrics'))).toEqual([]);
  });

  it.skipIf(programMissing('promtool'))('is accepted by promtool', () => {
    expect(runProgram('promtool', ['check', 'metrics'], text(AUDIT))).toEqual({
      status: 0,
      stdout: '',
      stderr: '',
    });
  });

  it('leaves out how many anchors there are where that is not known', () => {
    const runtimes = AUDIT.runtimes.map((each) => ({ ...each, anchors: undefined }));
    const shown = series({ ...AUDIT, runtimes });
    expect(shown.filter((line) => line.startsWith('tls_trust_runtime_anchors'))).toEqual([]);
    expect(shown.filter((line) => line.startsWith('tls_trust_runtime_info'))).toHaveLength(3);
  });
});
