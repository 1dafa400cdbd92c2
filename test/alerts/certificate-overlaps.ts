import {
  alert,
  BUNDLE,
  broken,
  expired,
  expiringSecret,
  failing,
  found,
  HOST,
  LEAF,
  MANAGED,
  type Overlap,
  overdue,
  ROOT,
  SERVED,
  STORED,
  shortLived,
  soon,
  warning,
} from './overlap.ts';

/** What holds at once for one certificate, and what must not be taken for it. */
export const CERTIFICATE_OVERLAPS: readonly Overlap[] = [
  {
    name: 'expired leaf',
    alerts: [soon(LEAF), overdue(LEAF), expired(LEAF)],
    tells: ['TLSCertificateExpired'],
  },
  { name: 'last seven days', alerts: [soon(LEAF), overdue(LEAF)], tells: ['CA_Certificate_Expiring_Soon'] },
  { name: 'healthy for six days', alerts: [soon(LEAF), shortLived(LEAF)], tells: [] },
  {
    name: 'six days and overdue',
    alerts: [soon(LEAF), shortLived(LEAF), overdue(LEAF, 'short')],
    tells: ['TLSCertificateRenewalOverdue'],
  },
  {
    name: 'six days and expired',
    alerts: [soon(LEAF), shortLived(LEAF), overdue(LEAF, 'short'), expired(LEAF)],
    tells: ['TLSCertificateExpired'],
  },
  {
    name: 'cert-manager does not renew',
    alerts: [warning('TLSCertManagerRenewalFailing', MANAGED), overdue(STORED)],
    tells: ['TLSCertManagerRenewalFailing'],
  },
  {
    name: 'cert-manager does not renew, last seven days',
    alerts: [
      warning('TLSCertManagerRenewalFailing', MANAGED),
      expiringSecret(STORED),
      overdue(STORED),
      soon(STORED),
    ],
    tells: ['CA_Certificate_Expiring_Soon'],
  },
  {
    name: 'cert-manager does not renew what lives six days',
    alerts: [
      warning('TLSCertManagerRenewalFailing', MANAGED),
      expiringSecret(STORED),
      soon(STORED),
      shortLived(STORED),
      overdue(STORED, 'short'),
    ],
    tells: ['TLSCertificateRenewalOverdue'],
  },
  {
    name: 'cert-manager has not renewed',
    alerts: [
      warning('TLSCertManagerRenewalFailing', MANAGED),
      expiringSecret(STORED),
      overdue(STORED),
      soon(STORED),
      expired(STORED),
    ],
    tells: ['TLSCertificateExpired'],
  },
  {
    name: 'cert-manager has just renewed in the last seven days',
    alerts: [warning('TLSCertManagerRenewalFailing', MANAGED), expiringSecret(STORED)],
    tells: [],
  },
  {
    name: 'cert-manager fails for one Secret, another is overdue',
    alerts: [
      warning('TLSCertManagerRenewalFailing', MANAGED),
      overdue({ ...STORED, object_name: 'mail-tls', subject: 'CN=mail' }),
    ],
    tells: ['TLSCertManagerRenewalFailing', 'TLSCertificateRenewalOverdue'],
  },
  {
    name: 'expired root',
    alerts: [
      soon(ROOT),
      warning('TLSTrustAnchorExpired', ROOT),
      found('expired', { ...HOST, path: '/own.crt' }),
    ],
    tells: ['TLSTrustAnchorExpired'],
  },
  {
    name: 'root of the distribution',
    alerts: [
      soon({ ...ROOT, ...BUNDLE }),
      alert('TLSDistributionAnchorExpiring', 'none', { ...ROOT, ...BUNDLE }),
    ],
    tells: [],
  },
  {
    name: 'own root by another name of the bundle',
    alerts: [
      soon({ ...ROOT, path: '/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem' }),
      found('expiring', { ...HOST, path: '/etc/pki/tls/certs/ca-bundle.crt' }),
    ],
    tells: ['CA_Certificate_Expiring_Soon'],
  },
  {
    name: 'other finding of the bundle',
    alerts: [soon(ROOT), found('own_missing', { ...HOST, path: '/own.crt' })],
    tells: ['CA_Certificate_Expiring_Soon', 'TLSTrustBundleFindings'],
  },
  {
    name: 'roots of one bundle',
    alerts: ['CN=A', 'CN=B', 'CN=C'].map((subject) => warning('TLSTrustAnchorExpired', { ...ROOT, subject })),
    tells: ['TLSTrustAnchorExpired', 'TLSTrustAnchorExpired', 'TLSTrustAnchorExpired'],
    messages: 1,
  },
  {
    name: 'one certificate at three places',
    alerts: [LEAF, { ...LEAF, instance: 'node2:9201' }, SERVED].map(expired),
    tells: ['TLSCertificateExpired', 'TLSCertificateExpired', 'TLSCertificateExpired'],
    messages: 1,
  },
  {
    name: 'another certificate beside it',
    alerts: [
      expired(LEAF),
      soon({ ...LEAF, subject: 'CN=other' }),
      soon({ ...LEAF, position: '1' }),
      soon({ ...LEAF, path: '/other.crt' }),
      soon({ ...LEAF, instance: 'node2:9201' }),
    ],
    tells: ['TLSCertificateExpired', ...Array<string>(4).fill('CA_Certificate_Expiring_Soon')],
    // That of another subject, and the three others of the same.
    messages: 3,
  },
  // Alertmanager takes labels that both lack for equal.
  {
    name: 'no labels on the target',
    alerts: [expired(LEAF), soon({}), failing({})],
    tells: ['TLSCertificateExpired', 'CA_Certificate_Expiring_Soon', 'TLSHandshakeFailing'],
  },
  {
    name: 'no labels at all',
    alerts: [expired({}), soon({}), failing({}), overdue({})],
    tells: [
      'TLSCertificateExpired',
      'CA_Certificate_Expiring_Soon',
      'TLSHandshakeFailing',
      'TLSCertificateRenewalOverdue',
    ],
  },
  {
    name: 'no path',
    alerts: [
      broken('damaged_block', HOST),
      alert('TLSTrustRuntimeWithoutAnchors', 'critical', HOST),
      found('expired', HOST),
      warning('TLSTrustAnchorExpired', SERVED),
    ],
    tells: [
      'TLSTrustBundleCritical',
      'TLSTrustRuntimeWithoutAnchors',
      'TLSTrustBundleFindings',
      'TLSTrustAnchorExpired',
    ],
  },
];
