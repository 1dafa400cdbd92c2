/** An alert as Alertmanager posts it, the same each time but for what is given. */
export function alertOf(own: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    status: 'firing',
    labels: { alertname: 'TLSCertificateExpired', severity: 'critical', subject: 'CN=www.example.com' },
    annotations: {
      summary: 'Certificate CN=www.example.com has expired',
      description: 'CN=www.example.com (leaf) in /etc/nginx/www.crt expired 3h ago. Renew it.',
      runbook_url: 'https://example.com/runbooks/TLSCertificateExpired.md',
    },
    startsAt: '2026-11-22T12:00:00Z',
    endsAt: '0001-01-01T00:00:00Z',
    generatorURL: 'http://prometheus:9090/graph',
    fingerprint: '0123456789abcdef',
    ...own,
  };
}

/** A webhook of version 4 with these alerts. */
export function webhookOf(alerts: readonly Record<string, unknown>[] = [alertOf()]): Record<string, unknown> {
  return {
    version: '4',
    groupKey: '{}:{alertname="TLSCertificateExpired"}',
    truncatedAlerts: 0,
    status: 'firing',
    receiver: 'on-call',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example.com:9093',
    alerts,
  };
}
