import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { HOST, MOST_ROWS, ROTATION } from '../selectors.ts';
import type { Row } from './row.ts';

const COLORS = {
  rotated: 'green',
  unchanged: 'green',
  never: 'text',
  refused: 'orange',
  rolled_back: 'orange',
  failed: 'red',
};

/** The same for lines, among which two of one colour would be one. */
const RUN_COLORS = {
  rotated: 'green',
  unchanged: 'blue',
  refused: 'orange',
  rolled_back: 'dark-orange',
  failed: 'red',
};

/** A label cannot have thresholds; its words have colours. */
const RESULTS: ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: Object.fromEntries(
      Object.entries(COLORS).map(([text, color], index) => [
        text,
        { text: text.replace('_', ' '), color, index },
      ]),
    ),
  },
];

/** What came of the guarded replacements of bundles and chains. Marks on all panels show when they ran. */
export function rotations(): Row {
  return {
    title: 'Rotations',
    isCollapsed: true,
    panels: [last().span(16).height(9), runs().span(8).height(9)],
  };
}

function last() {
  const result = `tls_rotation_last_result{${HOST}} == 1`;
  const trouble = `(tls_rotation_last_result{${HOST}, result=~"failed|refused|rolled_back"} == 1) * 2`;
  const worst = `topk(${MOST_ROWS}, ${trouble} or ${result})`;
  const of = (expression: string): string => `${expression} and on (${ROTATION}) ${worst}`;
  const since = (name: string): string => `(time() - ${name}{${HOST}})`;
  const success = 'tls_rotation_last_success_timestamp_seconds';
  return table({
    title: 'Last runs',
    description: `What came of the last run of each rotation, and how much of \`max_age\` has passed since the last one that succeeded; ${MOST_ROWS} at most, those in trouble before the others.`,
    queries: [
      worst,
      of(since('tls_rotation_last_run_timestamp_seconds')),
      of(since(success)),
      of(`(${since(success)} / tls_rotation_max_age_seconds{${HOST}})`),
    ],
    columns: [
      { title: 'Rotation', label: 'rotation' },
      {
        title: 'Result',
        label: 'result',
        mappings: RESULTS,
        width: 120,
        runbook: { alert: 'TLSRotationFailed' },
      },
      { title: 'Since last run', value: 1, unit: 's', decimals: 0, width: 150 },
      { title: 'Since last success', value: 2, unit: 's', decimals: 0, width: 170 },
      {
        title: 'Of its age',
        value: 3,
        unit: 'percentunit',
        decimals: 0,
        steps: [['green'], ['orange', 0.8], ['red', 1]],
        gauge: [0, 1],
        width: 160,
        runbook: { alert: 'TLSRotationOverdue' },
      },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Of its age',
    descending: true,
    noValue: 'no rotations',
  });
}

function runs() {
  return timeSeries({
    title: 'Runs by result',
    description: 'How many runs ended, by what came of them.',
    series: [
      [`sum by (result) (increase(tls_rotation_runs_total{${HOST}}[$__rate_interval]))`, '{{result}}'],
    ],
    unit: 'short',
    isStacked: true,
    areEvents: true,
    legend: 'beside',
    colors: RUN_COLORS,
    noValue: 'no rotations',
  });
}
