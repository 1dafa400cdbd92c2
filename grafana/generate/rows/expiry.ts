import { MappingType, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { DAYS_LEFT, SHARE_LEFT } from '../look.ts';
import { bars } from '../panels/bars.ts';
import { columns } from '../panels/columns.ts';
import { table } from '../panels/table.ts';
import {
  CERTIFICATE,
  IDENTITY,
  MOST_ROWS,
  NOT_AFTER,
  NOT_BEFORE,
  SECONDS_LEFT,
  SOURCE,
  withCommonName,
  withPlace,
} from '../selectors.ts';
import type { Row } from './row.ts';

/** Thirteen weeks are 91 days. */
const WEEKS = 13;
const NEXT = `bottomk(${MOST_ROWS}, ${SECONDS_LEFT})`;

/** The runbooks of the table by a word each, because the names of the alerts are long. */
const RUNBOOKS: ValueMapping[] = [
  {
    type: MappingType.ValueToText,
    options: {
      TLSCertificateExpired: { text: 'expired', index: 0 },
      TLSTrustAnchorExpired: { text: 'expired root', index: 1 },
      CA_Certificate_Expiring_Soon: { text: 'renewal', index: 2 },
    },
  },
];

/** What expires next, and how much of it when. */
export function expiry(): Row {
  return {
    title: 'Expiry',
    isCollapsed: false,
    panels: [next().span(24).height(13), weeks(), issuers().height(9)],
  };
}

function next() {
  return table({
    title: 'What expires next',
    description: `The ${MOST_ROWS} certificates that expire first, those that have expired before all. A click on the runbook says what to do.`,
    queries: [daysLeftAndRunbook(), shareLeft(), `(${NOT_AFTER} and ${NEXT}) * 1000`],
    columns: [
      { title: 'Subject', label: 'subject', minWidth: 200 },
      { title: 'Place', label: 'place', minWidth: 200 },
      { title: 'Days left', value: 0, decimals: 1, steps: DAYS_LEFT, gauge: [0, 90], width: 150 },
      {
        title: 'Lifetime left',
        value: 1,
        unit: 'percentunit',
        decimals: 0,
        steps: SHARE_LEFT,
        gauge: [0, 1],
        width: 135,
      },
      { title: 'Not after', value: 2, unit: 'dateTimeAsIso', width: 165 },
      { title: 'Runbook', label: 'runbook', runbook: 'value', mappings: RUNBOOKS, width: 115 },
      { title: 'Issuer', label: 'issuer', width: 170 },
      { title: 'Role', label: 'role', width: 105 },
      { title: 'Source', label: 'source', width: 110 },
      { title: 'Instance', label: 'instance', width: 180 },
    ],
    sortBy: 'Days left',
    noValue: 'no certificates',
  });
}

/** With the issuer, where it is, and the alert whose runbook speaks of it. */
function daysLeftAndRunbook(): string {
  const named = (part: string, alert: string): string =>
    `label_replace(${part}, "runbook", "${alert}", "", "")`;
  const expired = `label_replace(${named(`${NEXT} <= 0`, 'TLSCertificateExpired')}, "runbook", "TLSTrustAnchorExpired", "role", "root")`;
  const all = `(${expired} or ${named(`${NEXT} > 0`, 'CA_Certificate_Expiring_Soon')})`;
  const withIssuer = `${all} / 86400 * on (${IDENTITY}) group_left (issuer) tls_cert_info{${CERTIFICATE}}`;
  return withPlace(withCommonName(withIssuer, 'issuer'));
}

function shareLeft(): string {
  return `${SECONDS_LEFT} / (${NOT_AFTER} - ${NOT_BEFORE}) and ${NEXT}`;
}

/** Weeks in which nothing expires are there as 0, so that the columns stand where time would put them. */
function weeks() {
  const found = `count_values("week", floor((${SECONDS_LEFT} >= 0 < ${WEEKS * 7 * 86_400}) / ${7 * 86_400}) + 1)`;
  const padded = `label_replace(${found}, "week", "0$1", "week", "(.)")`;
  const names = Array.from({ length: WEEKS }, (_, index) => String(index + 1).padStart(2, '0'));
  const none = `0 * sum(tls_cert_source_certificates{${SOURCE}})`;
  const empty = names.map((name) => `label_replace(${none}, "week", "${name}", "", "")`);
  return columns({
    title: 'Expiry over the next 90 days',
    description:
      'Certificates that expire in each of the next 13 weeks; 01 is the coming one. Those that have expired are not among them.',
    expression: [padded, ...empty].join(' or on (week) '),
    label: 'week',
    labelTitle: 'Week',
    valueTitle: 'Certificates',
    noValue: 'no certificates',
  });
}

function issuers() {
  return bars({
    title: 'Issuers',
    description: 'The ten issuers that have signed most of the certificates.',
    series: [[`topk(10, count by (issuer) (tls_cert_info{${CERTIFICATE}}))`, '{{issuer}}']],
    unit: 'short',
    noValue: 'no certificates',
  });
}
