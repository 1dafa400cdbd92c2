import { DAYS_LEFT, yesAndNo } from '../look.ts';
import { bars } from '../panels/bars.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { HOST, MOST_ROWS, ofWorstTargets, withoutName } from '../selectors.ts';
import type { Row } from './row.ts';

const SUCCESS = `tls_handshake_success{${HOST}}`;
const STATES = yesAndNo('succeeds', 'fails');
const NO_TARGETS = 'no targets';

/** Who is turned away, since when, and why. */
export function handshakes(): Row {
  return {
    title: 'Handshakes',
    isCollapsed: false,
    panels: [
      targets().span(24).height(10),
      success(),
      failing(),
      reasons(),
      rate(),
      phases(),
      slowest(),
      ...chains(),
    ],
  };
}

function targets() {
  return table({
    title: 'Handshakes by target',
    description: `After the last attempt, those that fail first; ${MOST_ROWS} targets at most. The chain ends with the first certificate of the trusted path that expires.`,
    queries: [
      `bottomk(${MOST_ROWS}, ${SUCCESS})`,
      ofWorstTargets(withoutName(`tls_handshake_failure{${HOST}} == 1`)),
      ofWorstTargets(`(tls_handshake_chain_not_after_timestamp_seconds{${HOST}} - time()) / 86400`),
      ofWorstTargets(`(time() - tls_handshake_last_success_timestamp_seconds{${HOST}})`),
    ],
    columns: [
      { title: 'Target', label: 'target', minWidth: 200 },
      { title: 'Address', label: 'address' },
      { title: 'Module', label: 'module' },
      { title: 'Handshake', value: 0, mappings: STATES, width: 135 },
      { title: 'Phase', label: 'phase', width: 110 },
      { title: 'Reason', label: 'reason', runbook: { alert: 'TLSHandshakeFailing' } },
      {
        title: 'Days the chain has left',
        value: 2,
        decimals: 1,
        steps: DAYS_LEFT,
        width: 210,
      },
      { title: 'Since last success', value: 3, unit: 's', decimals: 0, width: 170 },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Handshake',
    noValue: NO_TARGETS,
  });
}

function success() {
  return timeSeries({
    title: 'Targets that shake hands',
    description: 'The share of all targets whose last attempt succeeded.',
    series: [[`avg by (instance) (${SUCCESS})`, '{{instance}}']],
    unit: 'percentunit',
    isShare: true,
    noValue: NO_TARGETS,
  });
}

/** The same targets at every point: those that were worst over the whole of the time that is shown. */
function failing() {
  return stateTimeline({
    title: 'Handshake success by target',
    description: 'The 30 targets that failed for the longest part of the time that is shown.',
    expression: `${SUCCESS} and bottomk(30, avg_over_time(${SUCCESS}[$__range] @ end()) < 1)`,
    legend: '{{target}} {{address}} ({{module}})',
    mappings: STATES,
    noValue: 'no target has failed',
  });
}

function reasons() {
  return timeSeries({
    title: 'Failures by reason',
    description: 'Targets that fail, by the phase and the reason of the last attempt.',
    series: [[`sum by (phase, reason) (tls_handshake_failure{${HOST}})`, '{{phase}}: {{reason}}']],
    unit: 'short',
    isStacked: true,
    legend: 'beside',
    noValue: 'no target fails',
  });
}

function rate() {
  const per = (name: string): string => `sum by (instance) (rate(${name}{${HOST}}[$__rate_interval]))`;
  return timeSeries({
    title: 'Attempts that fail',
    description: 'The share of all attempts that failed.',
    series: [
      [`${per('tls_handshake_failures_total')} / ${per('tls_handshake_attempts_total')}`, '{{instance}}'],
    ],
    unit: 'percentunit',
    isShare: true,
    noValue: NO_TARGETS,
  });
}

function phases() {
  const duration = `tls_handshake_duration_seconds{${HOST}}`;
  return timeSeries({
    title: 'Phase durations',
    description: 'How long the phases of the last attempts took: 95 % of the targets are below the line.',
    series: [[`quantile by (phase) (0.95, ${duration})`, '{{phase}}']],
    unit: 's',
    legend: 'beside',
    noValue: NO_TARGETS,
  });
}

function slowest() {
  const whole = `sum by (instance, target, module, address) (tls_handshake_duration_seconds{${HOST}})`;
  return bars({
    title: 'Slowest targets',
    description: 'The ten targets whose last attempt took longest, all phases together.',
    series: [[`topk(10, ${whole})`, '{{target}} {{address}} ({{module}})']],
    unit: 's',
    noValue: NO_TARGETS,
  });
}

function chains() {
  return [
    bars({
      title: 'Protocol versions',
      description: 'Targets by the version of TLS that was agreed on.',
      series: [[`count by (version) (tls_handshake_info{${HOST}})`, '{{version}}']],
      unit: 'short',
      noValue: NO_TARGETS,
    }).height(6),
    bars({
      title: 'Odd chains',
      description:
        'Targets by what is odd about the chain that they serve. Some clients pass over it, others do not.',
      series: [[`sum by (finding) (tls_handshake_chain_findings{${HOST}})`, '{{finding}}']],
      unit: 'short',
      noValue: 'nothing odd',
    }).height(6),
  ];
}
