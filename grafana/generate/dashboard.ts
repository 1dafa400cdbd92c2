import {
  type Dashboard,
  DashboardBuilder,
  DashboardCursorSync,
  DashboardLinkBuilder,
  DashboardLinkType,
  RowBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { annotations } from './annotations.ts';
import { DATA_SOURCE } from './queries.ts';
import { expiry } from './rows/expiry.ts';
import { exporter } from './rows/exporter.ts';
import { handshakes } from './rows/handshakes.ts';
import { health } from './rows/health.ts';
import { kubernetes } from './rows/kubernetes.ts';
import { lifetime } from './rows/lifetime.ts';
import { revocationLists } from './rows/revocation-lists.ts';
import { rotations } from './rows/rotations.ts';
import type { Row } from './rows/row.ts';
import { stored } from './rows/stored.ts';
import { trust } from './rows/trust.ts';
import { REPOSITORY } from './runbooks.ts';
import { variables } from './variables.ts';

/** From what is wrong now to what explains it. */
const ROWS: readonly (() => Row)[] = [
  health,
  expiry,
  lifetime,
  handshakes,
  stored,
  trust,
  rotations,
  revocationLists,
  kubernetes,
  exporter,
];

/** The whole dashboard. Ids are given in the order in which panels stand, so that links to one stay good. */
export function dashboard(): Dashboard {
  const builder = new DashboardBuilder('TLS certificates')
    .uid('tls-cert-exporter')
    .description(
      'When certificates on hosts, in clusters and on the wire will fail somebody, and why. Certificates are filtered by source and role, everything by job and instance.',
    )
    .tags(['tls', 'certificates', 'tls-cert-exporter'])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .time({ from: 'now-24h', to: 'now' })
    .refresh('1m')
    .timezone('browser')
    .variables(variables())
    .annotations(annotations())
    .link(
      new DashboardLinkBuilder('Alerts and runbooks')
        .type(DashboardLinkType.Link)
        .icon('doc')
        .url(`${REPOSITORY}docs/alerts.md`)
        .targetBlank(true),
    );
  let id = 0;
  for (const row of ROWS) {
    const { title, isCollapsed, panels } = row();
    const heading = new RowBuilder(title).id(++id).datasource(DATA_SOURCE).collapsed(isCollapsed);
    for (const panel of panels) panel.id(++id).datasource(DATA_SOURCE);
    // A collapsed row holds its panels, and asks nothing of Prometheus until it is opened.
    if (isCollapsed) for (const panel of panels) heading.withPanel(panel);
    builder.withRow(heading);
    if (!isCollapsed) for (const panel of panels) builder.withPanel(panel);
  }
  return builder.build();
}

/** As it is written to the file. */
export function dashboardJson(): string {
  return `${JSON.stringify(dashboard(), undefined, 2)}\n`;
}
