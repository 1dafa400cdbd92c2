import { yesAndNo } from '../look.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { table } from '../panels/table.ts';
import { HOST, MOST_ROWS } from '../selectors.ts';
import type { Row } from './row.ts';

const SERVES = `tls_handshake_serves_stored_cert{${HOST}}`;
const STATES = yesAndNo('as stored', 'another one', 'orange');

/** A renewed file helps nobody until the server has loaded it. */
export function stored(): Row {
  return {
    title: 'Served against stored',
    isCollapsed: false,
    panels: [now().span(12).height(8), overTime()],
  };
}

function now() {
  return table({
    title: 'Served against stored',
    description: `Whether a target serves the certificate that is stored where the configuration says; ${MOST_ROWS} at most, those that do not first. Another one is a forgotten reload.`,
    queries: [`bottomk(${MOST_ROWS}, ${SERVES})`],
    columns: [
      { title: 'Target', label: 'target', minWidth: 180 },
      { title: 'Address', label: 'address' },
      { title: 'Stored at', label: 'path', minWidth: 200 },
      {
        title: 'Serves',
        value: 0,
        mappings: STATES,
        width: 120,
        runbook: { alert: 'TLSServedCertificateNotStored' },
      },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Serves',
    noValue: 'none compared',
  });
}

function overTime() {
  return stateTimeline({
    title: 'Served against stored, over time',
    description:
      'The 30 targets that served another certificate than the stored one for the longest part of the time that is shown.',
    expression: `${SERVES} and bottomk(30, avg_over_time(${SERVES}[$__range] @ end()) < 1)`,
    legend: '{{target}} {{address}} {{path}}',
    mappings: STATES,
    noValue: 'all serve what is stored',
  });
}
