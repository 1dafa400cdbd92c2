import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { NONE_IS_GOOD, SOME_CAN_WAIT } from '../look.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { HOST, MOST_ROWS } from '../selectors.ts';
import type { Row } from './row.ts';

const NO_AUDIT = 'no audit';

const SIDES: ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: { only_left: { text: 'one', index: 0 }, only_right: { text: 'the other', index: 1 } },
  },
];

/** Which roots the programs of a host really load, and what is wrong with them. */
export function trust(): Row {
  return {
    title: 'Trust',
    isCollapsed: true,
    panels: [
      runtimes().span(24).height(10),
      findings().span(12).height(8),
      drift().span(12).height(8),
      ...anchors(),
      stale().span(24).height(6),
    ],
  };
}

function runtimes() {
  const anchorsOf = `tls_trust_runtime_anchors{${HOST}}`;
  const loaded = `tls_trust_runtime_info{${HOST}} * on (cluster, job, instance, runtime, installation) group_left () ${anchorsOf}`;
  return table({
    title: 'Trust by runtime',
    description: `Which bundle each installed runtime uses, by which rule, and how many roots it can really load; ${MOST_ROWS} at most, the fewest first. 0 verifies nobody.`,
    queries: [`bottomk(${MOST_ROWS}, ${loaded})`],
    columns: [
      { title: 'Runtime', label: 'runtime', width: 115 },
      { title: 'Installation', label: 'installation', minWidth: 200 },
      { title: 'Bundle', label: 'path' },
      { title: 'Rule', label: 'rule' },
      {
        title: 'Roots',
        value: 0,
        decimals: 0,
        steps: [['red'], ['green', 1]],
        width: 100,
        runbook: { alert: 'TLSTrustRuntimeWithoutAnchors' },
      },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Roots',
    noValue: NO_AUDIT,
  });
}

function findings() {
  return table({
    title: 'Findings about bundles',
    description: `What the audit finds now, critical and high; \`tls-cert-exporter trust\` on the host says which roots. ${MOST_ROWS} at most.`,
    queries: [`topk(${MOST_ROWS}, tls_trust_bundle_findings{${HOST}, level=~"critical|high"} > 0)`],
    columns: [
      { title: 'Level', label: 'level', width: 100 },
      { title: 'Check', label: 'check', runbook: { alert: 'TLSTrustBundleFindings' } },
      { title: 'Findings', value: 0, decimals: 0, steps: NONE_IS_GOOD, width: 110 },
      { title: 'Bundle', label: 'path' },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Level',
    noValue: 'nothing found',
  });
}

function drift() {
  return table({
    title: 'Drift between bundles',
    description: `Roots that only one of two bundles has which should agree: what one program trusts another one refuses. ${MOST_ROWS} at most.`,
    queries: [`topk(${MOST_ROWS}, tls_trust_bundle_drift{${HOST}} > 0)`],
    columns: [
      { title: 'One bundle', label: 'left' },
      { title: 'The other', label: 'right' },
      { title: 'Only in', label: 'side', mappings: SIDES, width: 120 },
      {
        title: 'Roots',
        value: 0,
        decimals: 0,
        steps: SOME_CAN_WAIT,
        width: 100,
        runbook: { alert: 'TLSTrustBundlesDrifted' },
      },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Roots',
    descending: true,
    noValue: 'no drift',
  });
}

function stale() {
  return table({
    title: 'Processes with the roots of before',
    description: `What has to be restarted because it started before its bundle last changed. ${MOST_ROWS} at most.`,
    queries: [`topk(${MOST_ROWS}, tls_trust_stale_processes{${HOST}} > 0)`],
    columns: [
      { title: 'Unit', label: 'unit', runbook: { alert: 'TLSTrustStaleProcesses' } },
      { title: 'Runtime', label: 'runtime', width: 115 },
      { title: 'Processes', value: 0, decimals: 0, steps: SOME_CAN_WAIT, width: 130 },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Processes',
    descending: true,
    noValue: 'none',
  });
}

function anchors() {
  return [
    timeSeries({
      title: 'Roots in bundles',
      description:
        'How many roots a bundle has, over all hosts: the least and the most. The lines meet where all hosts agree.',
      series: [
        [`topk(10, min by (path) (tls_trust_bundle_anchors{${HOST}}))`, '{{path}} least'],
        [`topk(10, max by (path) (tls_trust_bundle_anchors{${HOST}}))`, '{{path}} most'],
      ],
      unit: 'short',
      noValue: NO_AUDIT,
    }),
    timeSeries({
      title: "Against Mozilla's roots",
      description:
        "Roots that bundles of public roots have and Mozilla's set has not (extra), or the other way round (missing).",
      series: [[`max by (path, side) (tls_trust_reference_anchors{${HOST}})`, '{{path}} {{side}}']],
      unit: 'short',
      noValue: NO_AUDIT,
    }),
  ];
}
