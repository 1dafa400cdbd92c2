import {
  alert,
  BUNDLE,
  broken,
  expired,
  failing,
  found,
  HOST,
  LEAF,
  LIST,
  type Overlap,
  overdue,
  ROTATION,
  SERVED,
  SERVED_CA,
  SOURCE,
  soon,
  TARGET,
  warning,
} from './overlap.ts';

/** What holds at once for one target, bundle, list, source or rotation. */
export const OTHER_OVERLAPS: readonly Overlap[] = [
  {
    name: 'expired and served',
    alerts: [
      soon(SERVED),
      overdue(SERVED),
      expired(SERVED),
      failing(TARGET),
      warning('TLSServedCertificateNotStored', { ...TARGET, path: '/www.crt' }),
    ],
    tells: ['TLSCertificateExpired'],
  },
  {
    name: 'expired at one of two addresses',
    alerts: [
      expired({ ...SERVED, address: '192.0.2.1' }),
      failing({ ...TARGET, address: '192.0.2.1' }),
      failing({ ...TARGET, address: '192.0.2.2' }),
    ],
    tells: ['TLSCertificateExpired', 'TLSHandshakeFailing'],
  },
  {
    name: 'expired intermediate',
    alerts: [
      soon(SERVED_CA),
      expired(SERVED_CA),
      failing(TARGET),
      warning('TLSChainExpiresBeforeLeaf', TARGET),
    ],
    tells: ['TLSHandshakeFailing'],
  },
  {
    name: 'intermediate in its last days',
    alerts: [soon(SERVED_CA), warning('TLSChainExpiresBeforeLeaf', TARGET)],
    tells: ['CA_Certificate_Expiring_Soon'],
  },
  {
    name: 'outage',
    alerts: [
      failing(TARGET),
      warning('TLSHandshakeSuccessRateLow', TARGET),
      warning('TLSCertificateNotYetValid', SERVED),
    ],
    tells: ['TLSHandshakeFailing'],
  },
  {
    name: 'forgotten reload',
    alerts: [
      warning('TLSServedCertificateNotStored', { ...TARGET, path: '/www.crt' }),
      overdue(SERVED),
      overdue({ ...LEAF, subject: 'CN=file' }),
    ],
    tells: ['TLSServedCertificateNotStored', 'TLSCertificateRenewalOverdue'],
  },
  {
    name: 'damaged bundle',
    alerts: [
      broken('damaged_block', BUNDLE),
      alert('TLSTrustRuntimeWithoutAnchors', 'critical', BUNDLE),
      warning('TLSCertificateUnreadable', { ...BUNDLE, source: 'default', reason: 'malformed_pem' }),
    ],
    tells: ['TLSTrustBundleCritical'],
  },
  {
    name: 'damaged bundle in its folder',
    alerts: [
      broken('damaged_block', BUNDLE),
      found('damaged_block', { ...HOST, path: '/etc/ssl/certs' }),
      found('damaged_block', { ...HOST, path: '/opt/bundle.pem' }),
      found('link_missing', { ...HOST, path: '/etc/ssl/certs' }),
    ],
    tells: ['TLSTrustBundleCritical', 'TLSTrustBundleFindings', 'TLSTrustBundleFindings'],
    // Findings of one host are one message.
    messages: 2,
  },
  {
    name: 'finding that takes no anchors away',
    alerts: [
      broken('writable_by_others', BUNDLE),
      alert('TLSTrustRuntimeWithoutAnchors', 'critical', BUNDLE),
    ],
    tells: ['TLSTrustBundleCritical', 'TLSTrustRuntimeWithoutAnchors'],
  },
  {
    name: 'revocation list',
    alerts: [
      warning('TLSRevocationListUpdateOverdue', LIST),
      alert('TLSRevocationListExpired', 'critical', LIST),
    ],
    tells: ['TLSRevocationListExpired'],
  },
  {
    name: 'source that is down',
    alerts: [
      warning('TLSCertificateSourceDown', { ...SOURCE, type: 'files' }),
      warning('TLSCertificateUnreadable', { ...SOURCE, path: '/', reason: 'io_error' }),
    ],
    tells: ['TLSCertificateSourceDown'],
  },
  {
    name: 'source that is not collected',
    alerts: [
      warning('TLSCertificateSourceDown', { ...SOURCE, type: 'files' }),
      warning('TLSCertificateCollectionStalled', SOURCE),
    ],
    tells: ['TLSCertificateCollectionStalled'],
  },
  {
    name: 'rotation',
    alerts: [
      warning('TLSRotationOverdue', ROTATION),
      alert('TLSRotationFailed', 'critical', { ...ROTATION, result: 'failed' }),
    ],
    tells: ['TLSRotationFailed'],
  },
];
