import { SOME_CAN_WAIT } from '../look.ts';
import { stat } from '../panels/stat.ts';
import { HOST, NOT_AFTER, NOT_BEFORE, ofLeaves, SECONDS_LEFT, SOURCE } from '../selectors.ts';
import type { Row } from './row.ts';

const WEEK = 7 * 86_400;
const MONTH = 30 * 86_400;
const LEAVES_LEFT = ofLeaves(SECONDS_LEFT);
const LEAVES_LIFE = ofLeaves(`(${NOT_AFTER} - ${NOT_BEFORE})`);
/** `up` is everybody's; these are the jobs that have had an exporter of ours within a day. */
const OUR_UP = `up{${HOST}} == bool 0 and on (job) last_over_time(tls_cert_exporter_build_info{${HOST}}[1d])`;

/** What is wrong now, as numbers that are 0 on a good day. */
export function health(): Row {
  return { title: 'Health', isCollapsed: false, panels: [...certificates(), ...others()] };
}

function certificates() {
  return [
    stat({
      title: 'Exporters down',
      description: 'Exporters that Prometheus cannot scrape. Of their certificates nothing is known.',
      expression: `sum(${OUR_UP})`,
      noValue: 'no exporter',
      alert: 'TLSExporterAbsent',
    }),
    stat({
      title: 'Expired',
      description: 'Certificates that have expired: clients refuse them.',
      expression: `sum(${SECONDS_LEFT} < bool 0)`,
      noValue: 'no certificates',
      alert: 'TLSCertificateExpired',
    }),
    stat({
      title: 'Expire within 7 days',
      description: 'Certificates that have less than seven days left and have not expired.',
      expression: `sum((${SECONDS_LEFT} >= bool 0) * (${SECONDS_LEFT} < bool ${WEEK}))`,
      noValue: 'no certificates',
      alert: 'CA_Certificate_Expiring_Soon',
      steps: SOME_CAN_WAIT,
    }),
    stat({
      title: 'Renewal overdue',
      description:
        'Leaves with less left than a quarter of their lifetime or 30 days, whichever is shorter, that have not expired.',
      expression: `sum((${LEAVES_LEFT} >= bool 0) * (${LEAVES_LEFT} < bool clamp_max(0.25 * ${LEAVES_LIFE}, ${MONTH})))`,
      noValue: 'no leaves',
      alert: 'TLSCertificateRenewalOverdue',
      steps: SOME_CAN_WAIT,
    }),
    stat({
      title: 'Soonest expiry',
      description: 'What the certificate has left that expires next, of those that have not expired.',
      expression: `min(${SECONDS_LEFT} > 0)`,
      noValue: 'none',
      alert: 'CA_Certificate_Expiring_Soon',
      unit: 's',
      steps: [['red'], ['orange', WEEK], ['green', MONTH]],
    }),
    stat({
      title: 'Unusable places',
      description: 'Files and objects that were found and could not be used, for whatever reason.',
      expression: `sum(tls_cert_source_problems{${SOURCE}})`,
      noValue: 'no sources',
      alert: 'TLSCertificateUnreadable',
      steps: SOME_CAN_WAIT,
    }),
  ];
}

function others() {
  return [
    stat({
      title: 'Handshakes failing',
      description:
        'Targets (and addresses) with which a strict client could not shake hands at the last attempt.',
      expression: `sum(tls_handshake_success{${HOST}} == bool 0)`,
      noValue: 'no targets',
      alert: 'TLSHandshakeFailing',
    }),
    stat({
      title: 'Served, not stored',
      description: 'Targets that serve another certificate than the one that is stored: a forgotten reload.',
      expression: `sum(tls_handshake_serves_stored_cert{${HOST}} == bool 0)`,
      noValue: 'none compared',
      alert: 'TLSServedCertificateNotStored',
      steps: SOME_CAN_WAIT,
    }),
    stat({
      title: 'Sources down',
      description: 'Sources that could not list everything that they were told to.',
      expression: `sum(tls_cert_source_up{${SOURCE}} == bool 0)`,
      noValue: 'no sources',
      alert: 'TLSCertificateSourceDown',
      steps: SOME_CAN_WAIT,
    }),
    stat({
      title: 'Runtimes without roots',
      description: 'Installations that can load no trusted root and so verify nobody.',
      expression: `sum(tls_trust_runtime_anchors{${HOST}} == bool 0)`,
      noValue: 'no audit',
      alert: 'TLSTrustRuntimeWithoutAnchors',
    }),
    stat({
      title: 'Bundle findings',
      description: 'Findings of level critical or high about bundles of trusted roots.',
      expression: `sum(tls_trust_bundle_findings{${HOST}, level=~"critical|high"}) or 0 * count(tls_trust_bundle_info{${HOST}})`,
      noValue: 'no audit',
      alert: 'TLSTrustBundleFindings',
    }),
    stat({
      title: 'Rotations in trouble',
      description: 'Rotations whose last run failed, was refused or was taken back.',
      expression: `sum(tls_rotation_last_result{${HOST}, result=~"failed|refused|rolled_back"})`,
      noValue: 'no rotations',
      alert: 'TLSRotationFailed',
    }),
  ];
}
