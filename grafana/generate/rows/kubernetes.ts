import { DAYS_LEFT, yesAndNo } from '../look.ts';
import { bars } from '../panels/bars.ts';
import { table } from '../panels/table.ts';
import { CERTIFICATE, MOST_ROWS, SOURCE } from '../selectors.ts';
import type { Row } from './row.ts';

/** What objects of a cluster say besides the certificates in them. */
export function kubernetes(): Row {
  return {
    title: 'Kubernetes',
    isCollapsed: true,
    panels: [managed().span(18).height(9), namespaces().span(6).height(9)],
  };
}

function managed() {
  const ready = `tls_cert_manager_certificate_ready{${SOURCE}}`;
  const worst = `bottomk(${MOST_ROWS}, ${ready})`;
  const days = (name: string): string =>
    `(tls_cert_manager_certificate_${name}_timestamp_seconds{${SOURCE}} - time()) / 86400`;
  return table({
    title: 'Certificates of cert-manager',
    description: `Those that are not ready first; ${MOST_ROWS} at most. A renewal that stays in the past is one that does not succeed.`,
    queries: [worst, `${days('not_after')} and ${worst}`, `${days('renewal')} and ${worst}`],
    columns: [
      { title: 'Namespace', label: 'object_namespace' },
      { title: 'Certificate', label: 'object_name' },
      { title: 'Secret', label: 'secret' },
      { title: 'Ready', value: 0, mappings: yesAndNo('yes', 'no'), width: 100 },
      { title: 'Days left', value: 1, decimals: 1, steps: DAYS_LEFT, gauge: [0, 90], width: 165 },
      {
        title: 'Days until renewal',
        value: 2,
        decimals: 1,
        steps: [['red'], ['green', 0]],
        width: 180,
        runbook: { alert: 'TLSCertManagerRenewalFailing' },
      },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Ready',
    noValue: 'none',
  });
}

function namespaces() {
  return bars({
    title: 'Certificates by namespace',
    description: 'The twenty namespaces with most certificates.',
    series: [
      [
        `topk(20, count by (object_namespace) (tls_cert_not_after_timestamp_seconds{${CERTIFICATE}, object_namespace!=""}))`,
        '{{object_namespace}}',
      ],
    ],
    unit: 'short',
    noValue: 'no objects',
  });
}
