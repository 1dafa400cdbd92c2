/** Alerts that fire together, and those of them of which somebody is told. */
export interface Overlap {
  readonly name: string;
  readonly alerts: readonly Readonly<Record<string, string>>[];
  readonly tells: readonly string[];
  /** As many as are told, unless several are one message. */
  readonly messages?: number;
}

type Labels = Readonly<Record<string, string>>;

export const HOST = { job: 'tls-cert-exporter', instance: 'node1:9201' };
export const LEAF = {
  ...HOST,
  source: 'default',
  path: '/www.crt',
  role: 'leaf',
  subject: 'CN=www',
  position: '0',
};
export const ROOT = {
  ...HOST,
  source: 'default',
  path: '/own.crt',
  role: 'root',
  subject: 'CN=Root',
  position: '0',
};
export const TARGET = { ...HOST, target: 'www:443', module: 'default' };
export const SERVED = { ...TARGET, source: 'handshake', role: 'leaf', subject: 'CN=www', position: '0' };
export const SERVED_CA = { ...SERVED, role: 'intermediate', subject: 'CN=Issuing' };
export const BUNDLE = { ...HOST, path: '/etc/ssl/certs/ca-certificates.crt' };
export const LIST = { ...HOST, source: 'crl', path: '/ca.crl', issuer: 'CN=Issuing', position: '0' };
/** A leaf in a Secret, and the Certificate of cert-manager that fills it. */
export const STORED = {
  ...HOST,
  source: 'cluster',
  object_kind: 'Secret',
  object_namespace: 'shop',
  object_name: 'www-tls',
  object_key: 'tls.crt',
  role: 'leaf',
  subject: 'CN=www',
  position: '0',
};
export const MANAGED = {
  ...HOST,
  source: 'cluster',
  object_kind: 'Secret',
  object_namespace: 'shop',
  object_name: 'www-tls',
  secret: 'www-tls',
  certificate: 'www',
};
export const SOURCE = { ...HOST, source: 'node-pki' };
export const ROTATION = { ...HOST, rotation: 'roots' };

export const alert = (alertname: string, severity: string, labels: Labels): Labels => ({
  alertname,
  severity,
  ...labels,
});
export const soon = (labels: Labels): Labels => alert('CA_Certificate_Expiring_Soon', 'warning', labels);
export const expired = (labels: Labels): Labels => alert('TLSCertificateExpired', 'critical', labels);
export const shortLived = (labels: Labels): Labels => alert('TLSCertificateShortLived', 'none', labels);
export const expiringSecret = (labels: Labels): Labels =>
  alert('TLSCertManagerSecretExpiring', 'none', labels);
export const overdue = (labels: Labels, lifetime = 'long'): Labels =>
  alert('TLSCertificateRenewalOverdue', 'warning', { ...labels, lifetime });
export const failing = (labels: Labels): Labels => alert('TLSHandshakeFailing', 'critical', labels);
export const found = (check: string, labels: Labels): Labels =>
  alert('TLSTrustBundleFindings', 'warning', { ...labels, check, level: 'high' });
export const broken = (check: string, labels: Labels): Labels =>
  alert('TLSTrustBundleCritical', 'critical', { ...labels, check, level: 'critical' });
export const warning = (alertname: string, labels: Labels): Labels => alert(alertname, 'warning', labels);
