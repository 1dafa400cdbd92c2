/** Where this repository is on the web, as in `alerts/`; docs/grafana.md says how to change it. */
export const REPOSITORY = 'https://github.com/tls-cert-exporter/tls-cert-exporter/blob/main/';

/** The address of the page about an alert. */
export function runbook(alert: string): string {
  return `${REPOSITORY}docs/runbooks/${alert}.md`;
}
