import { DAYS_LEFT } from '../look.ts';
import { table } from '../panels/table.ts';
import { MOST_ROWS, SOURCE, withPlace } from '../selectors.ts';
import type { Row } from './row.ts';

/** A list out of date has every certificate of its issuer refused by whoever checks revocation. */
export function revocationLists(): Row {
  const left = `(tls_crl_next_update_timestamp_seconds{${SOURCE}} - time()) / 86400`;
  const worst = `bottomk(${MOST_ROWS}, ${left})`;
  const panel = table({
    title: 'Revocation lists',
    description: `The ${MOST_ROWS} lists that are out of date first. Lists that do not say when the next one is due are not among them.`,
    queries: [
      withPlace(worst),
      `tls_crl_revoked_certificates{${SOURCE}} and ${worst}`,
      `(time() - tls_crl_this_update_timestamp_seconds{${SOURCE}}) and ${worst}`,
    ],
    columns: [
      { title: 'Issuer', label: 'issuer' },
      { title: 'Place', label: 'place' },
      {
        title: 'Days until the next is due',
        value: 0,
        decimals: 1,
        steps: DAYS_LEFT,
        gauge: [0, 90],
        width: 240,
        runbook: { alert: 'TLSRevocationListExpired' },
      },
      { title: 'Age', value: 2, unit: 's', decimals: 0, width: 150 },
      { title: 'Revoked', value: 1, decimals: 0, width: 115 },
      { title: 'Source', label: 'source', width: 110 },
      { title: 'Instance', label: 'instance' },
    ],
    sortBy: 'Days until the next is due',
    noValue: 'no revocation lists',
  });
  return { title: 'Revocation lists', isCollapsed: true, panels: [panel.span(24).height(8)] };
}
