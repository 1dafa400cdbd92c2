import { SOME_CAN_WAIT, yesAndNo } from '../look.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { HOST, MOST_ROWS, SOURCE, withoutName, withPlace } from '../selectors.ts';
import type { Row } from './row.ts';

const NO_EXPORTER = 'no exporter';
const NO_SOURCES = 'no sources';
const OF_OURS = `and on (job, instance) tls_cert_exporter_build_info{${HOST}}`;

/** The one that watches, watched: an old inventory looks healthy for ever. */
export function exporter(): Row {
  return {
    title: 'The exporter',
    isCollapsed: true,
    panels: [
      exporters().span(24).height(7),
      sources().span(24).height(8),
      problems().span(24).height(8),
      collections(),
      scrapes(),
      ...process(),
    ],
  };
}

function exporters() {
  const info = `tls_cert_exporter_build_info{${HOST}}`;
  const of = (expression: string): string =>
    `${expression} * on (cluster, job, instance) group_left (version, revision, node_version) ${info}`;
  const worst = `bottomk(${MOST_ROWS}, ${of(`tls_cert_exporter_config_last_reload_successful{${HOST}}`)})`;
  const sameAs = `and on (cluster, job, instance) ${worst}`;
  const loaded = `tls_cert_exporter_config_last_reload_success_timestamp_seconds{${HOST}}`;
  const audited = `(time() - tls_trust_last_audit_timestamp_seconds{${HOST}}) / tls_trust_interval_seconds{${HOST}}`;
  return table({
    title: 'Exporters',
    description: `${MOST_ROWS} at most, those that run with an old configuration first. An exporter that is down is not among them.`,
    queries: [worst, `${of(`(time() - ${loaded})`)} ${sameAs}`, `${of(`(${audited})`)} ${sameAs}`],
    columns: [
      { title: 'Instance', label: 'instance' },
      { title: 'Version', label: 'version' },
      { title: 'Revision', label: 'revision' },
      { title: 'Node.js', label: 'node_version' },
      {
        title: 'Configuration',
        value: 0,
        mappings: yesAndNo('in force', 'refused'),
        width: 150,
        runbook: { alert: 'TLSExporterConfigReloadFailed' },
      },
      { title: 'Since loaded', value: 1, unit: 's', decimals: 0, width: 145 },
      {
        title: 'Audit, intervals ago',
        value: 2,
        decimals: 1,
        steps: [['green'], ['orange', 2], ['red', 3]],
        width: 190,
        runbook: { alert: 'TLSTrustAuditStalled' },
      },
    ],
    sortBy: 'Configuration',
    noValue: NO_EXPORTER,
  });
}

function sources() {
  const up = `tls_cert_source_up{${SOURCE}}`;
  const worst = `bottomk(${MOST_ROWS}, ${up})`;
  const of = (expression: string): string => `${expression} and on (cluster, job, instance, source) ${worst}`;
  const age = `(time() - tls_cert_source_last_collect_timestamp_seconds{${SOURCE}})`;
  return table({
    title: 'Sources',
    description: `Those that could not list everything first; ${MOST_ROWS} at most. A last collection older than three intervals is a source that is stalled.`,
    queries: [
      worst,
      of(withoutName(`tls_cert_source_certificates{${SOURCE}}`)),
      of(`sum by (cluster, job, instance, source) (tls_cert_source_problems{${SOURCE}})`),
      of(`(${age} / tls_cert_source_interval_seconds{${SOURCE}})`),
    ],
    columns: [
      { title: 'Source', label: 'source' },
      { title: 'Type', label: 'type', width: 100 },
      {
        title: 'Lists',
        value: 0,
        mappings: yesAndNo('all', 'not all'),
        width: 95,
        runbook: { alert: 'TLSCertificateSourceDown' },
      },
      { title: 'Certificates', value: 1, decimals: 0, width: 130 },
      {
        title: 'Problems',
        value: 2,
        decimals: 0,
        steps: SOME_CAN_WAIT,
        width: 115,
        runbook: { alert: 'TLSCertificateUnreadable' },
      },
      {
        title: 'Intervals ago',
        value: 3,
        decimals: 1,
        steps: [['green'], ['orange', 2], ['red', 3]],
        width: 140,
        runbook: { alert: 'TLSCertificateCollectionStalled' },
      },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Lists',
    noValue: NO_SOURCES,
  });
}

function problems() {
  return table({
    title: 'What cannot be used',
    description: `Files and objects that were found and cannot be used, with the reason; ${MOST_ROWS} at most.`,
    queries: [withPlace(`topk(${MOST_ROWS}, tls_cert_problem{${SOURCE}})`)],
    columns: [
      { title: 'Place', label: 'place' },
      { title: 'Reason', label: 'reason', runbook: { alert: 'TLSCertificateUnreadable' } },
      { title: 'Problems', value: 0, decimals: 0, width: 115 },
      { title: 'Source', label: 'source' },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Place',
    noValue: 'nothing',
  });
}

function collections() {
  return timeSeries({
    title: 'Collections',
    description: 'How long the last collection of each source took, the slowest ten.',
    series: [[`topk(10, tls_cert_source_collect_duration_seconds{${SOURCE}})`, '{{source}} on {{instance}}']],
    unit: 's',
    noValue: NO_SOURCES,
  });
}

function scrapes() {
  return timeSeries({
    title: 'Scrapes',
    description: 'How long Prometheus took to scrape, the slowest ten.',
    series: [[`topk(10, scrape_duration_seconds{${HOST}} ${OF_OURS})`, '{{instance}}']],
    unit: 's',
    noValue: NO_EXPORTER,
  });
}

function process() {
  return [
    timeSeries({
      title: 'Memory',
      description: 'Resident memory of the exporters, the largest ten.',
      series: [[`topk(10, process_resident_memory_bytes{${HOST}} ${OF_OURS})`, '{{instance}}']],
      unit: 'bytes',
      noValue: NO_EXPORTER,
    }).span(8),
    timeSeries({
      title: 'Processor',
      description: 'Cores that the exporters use, the ten that use most.',
      series: [
        [`topk(10, rate(process_cpu_seconds_total{${HOST}}[$__rate_interval]) ${OF_OURS})`, '{{instance}}'],
      ],
      unit: 'short',
      noValue: NO_EXPORTER,
    }).span(8),
    timeSeries({
      title: 'Event loop',
      description:
        'Delay of the event loop: 99 % of the pauses since the last scrape are below the line. The highest ten.',
      series: [[`topk(10, nodejs_eventloop_lag_p99_seconds{${HOST}} ${OF_OURS})`, '{{instance}}']],
      unit: 's',
      noValue: NO_EXPORTER,
    }).span(8),
  ];
}
