import { join } from 'node:path';

/** The dashboard in Grafana's classic form, as it is imported, provisioned and put into the chart. */
export const DASHBOARD_FILE = join(import.meta.dirname, '../dashboards/tls-cert-exporter.json');
