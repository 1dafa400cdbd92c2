import { describe, expect, it, vi } from 'vitest';
import { ALERT_NAMES, ALERTS } from '../alerts/alert-files.ts';
import { alertmanagerMissing } from '../support/alertmanager.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { addressOf, type EveryFault, everyFault } from '../support/notifying/every-fault.ts';
import { PATIENCE, startStack, type Told } from '../support/notifying/stack.ts';
import { prometheusMissing } from '../support/prometheus.ts';

/** What is told of the faults, by the alert that tells it: each fault once, and nothing else. */
const TITLES: Readonly<Record<string, (faults: EveryFault) => readonly string[]>> = {
  CA_Certificate_Expiring_Soon: () =>
    ['soon', 'urgent'].map((name) => `CA certificate CN=${name} expires in < 7 days`),
  TLSCertManagerRenewalFailing: ({ cluster }) => [
    `cert-manager does not renew Certificate ${cluster.namespace}/forgotten`,
  ],
  TLSCertificateCollectionStalled: ({ stuck }) => [
    `Source share on ${addressOf(stuck)} is not collected any more`,
  ],
  TLSCertificateExpired: () =>
    ['expired', 'served expired', 'Expired Issuing'].map((name) => `Certificate CN=${name} has expired`),
  TLSCertificateNotYetValid: () => ['Certificate CN=tomorrow is not valid yet'],
  TLSCertificateRenewalOverdue: () =>
    ['overdue', 'six days overdue'].map((name) => `Certificate CN=${name} should have been renewed by now`),
  TLSCertificateSourceDown: ({ host }) => [`Source closed on ${addressOf(host)} cannot be listed`],
  TLSCertificateUnreadable: ({ host }) => [`${host.folder}/broken/cut.crt: malformed_pem`],
  TLSChainExpiresBeforeLeaf: ({ host }) => [
    `The chain of localhost:${host.ports.chain} expires before its certificate`,
  ],
  TLSExporterAbsent: ({ absent }) => [`${addressOf(absent)} is gone`],
  TLSExporterConfigReloadFailed: ({ host }) => [`The new configuration of ${addressOf(host)} was refused`],
  TLSHandshakeFailing: ({ host }) => [`TLS handshakes with localhost:${host.ports.failing} fail`],
  TLSHandshakeStalled: ({ host }) => [`localhost:${host.ports.silent} is not dialled any more`],
  TLSHandshakeSuccessRateLow: ({ flapping }) => [
    `TLS handshakes with localhost:${flapping.port} fail now and then`,
  ],
  TLSRevocationListExpired: () => ['Revocation list of CN=Expired List CA is out of date'],
  TLSRevocationListUpdateOverdue: () => [
    'Revocation list of CN=Overdue List CA should have been replaced by now',
  ],
  TLSRotationFailed: () => ['Rotation failed failed'],
  TLSRotationNeverRun: () => ['Rotation never has never run'],
  TLSRotationOverdue: () => ['Rotation overdue is overdue'],
  TLSRotationRefused: () => ['Rotation refused refused the new content'],
  TLSRotationRolledBack: () => ['Rotation rolled-back was taken back'],
  TLSServedCertificateNotStored: ({ host }) => [
    `localhost:${host.ports.old} does not serve the certificate that is stored`,
  ],
  TLSTrustAnchorExpired: () => ['Trusted root CN=Old Root has expired (2 alerts)'],
  TLSTrustAuditStalled: ({ stuck }) => [`What ${addressOf(stuck)} trusts is not audited any more`],
  TLSTrustBundleCritical: () => ['Bundle of trusted roots /etc/ssl/certs/ca-certificates.crt: damaged_block'],
  TLSTrustBundleFindings: () => ['Bundle of trusted roots /opt/expired.pem: expired'],
  TLSTrustBundlesDrifted: () => ['/opt/left.pem and /opt/right.pem do not hold the same roots'],
  TLSTrustRuntimeWithoutAnchors: ({ bare }) => [`2 runtime(s) on ${addressOf(bare)} can verify nobody`],
  TLSTrustStaleProcesses: ({ stale }) => [
    `${stale.service} on ${addressOf(stale)} still trusts the roots of before`,
  ],
};

/** What fires for two certificates that live six days and are as they should be; nobody is told. */
const HEALTHY = ['CA_Certificate_Expiring_Soon', 'TLSCertificateShortLived'].flatMap((name) => [name, name]);

const severityOf = (name: string): string =>
  ALERTS.find(({ alert }) => alert === name)?.labels?.['severity'] ?? '';

/** What people get of all faults in this state: as they begin, each with its severity. */
function messagesOf(faults: EveryFault, isResolved: boolean): Told {
  const each = Object.entries(TITLES).flatMap(([alert, titles]) =>
    titles(faults).map((title) => {
      const severity = severityOf(alert);
      const subject = `[${isResolved ? 'RESOLVED' : severity.toUpperCase()}] ${title}`;
      const person = severity === 'critical' ? 'on-call' : 'operators';
      return {
        message: isResolved ? subject : `${alert}: ${subject}`,
        mail: `${person}@example.com ${subject}`,
      };
    }),
  );
  return {
    messages: each.map(({ message }) => message).toSorted(),
    mails: each.map(({ mail }) => mail).toSorted(),
    refusals: [],
  };
}

/** Without what is told of the server that fails now and then, whose end may have come already. */
function withoutFlapping({ messages, mails, refusals }: Told): Told {
  const isOther = (text: string): boolean => !text.includes('fail now and then');
  return { messages: messages.filter(isOther), mails: mails.filter(isOther), refusals };
}

it('every alert that somebody is told of has its fault here', () => {
  expect(Object.keys(TITLES).toSorted()).toEqual(ALERT_NAMES.filter((name) => severityOf(name) !== 'none'));
});

describe.skipIf(
  prometheusMissing('notifications') || alertmanagerMissing('built') || apiServerMissing('notifications'),
)('faults of all kinds at once', () => {
  // What takes minutes and hours in use takes seconds here. Where the machine itself stands still for longer than that, what
  // was there is gone and comes back, and is rightly told of again. Then it is tried anew; the report says so.
  it('each is told once, by its own alert alone, and as ended once', {
    retry: 2,
    timeout: 420_000,
  }, async () => {
    const faults = await everyFault();
    const stack = await startStack('built', 'payload', faults.addresses, addressOf(faults.flapping));
    // What fails for long takes as long to be so few of all handshakes that its alert ends.
    faults.flapping.begin();
    await vi.waitFor(
      async () => expect(await stack.firing()).toContain('TLSHandshakeSuccessRateLow'),
      PATIENCE,
    );
    faults.flapping.mend();
    // The last to fire of all, so that the others have: they wait the longest.
    await vi.waitFor(async () => {
      expect(await stack.firing()).toEqual(
        expect.arrayContaining(['TLSRotationNeverRun', 'TLSTrustStaleProcesses']),
      );
    }, PATIENCE);
    const begun = messagesOf(faults, false);
    expect(withoutFlapping(await stack.settled())).toEqual(withoutFlapping(begun));

    await faults.mend();
    await vi.waitFor(async () => expect(await stack.firing()).toEqual(HEALTHY), {
      ...PATIENCE,
      timeout: 180_000,
    });
    const ended = messagesOf(faults, true);
    const all = begun.messages.length + ended.messages.length;
    await vi.waitFor(() => expect(stack.told().messages.length).toBeGreaterThanOrEqual(all), PATIENCE);
    expect(await stack.settled()).toEqual({
      messages: [...begun.messages, ...ended.messages].toSorted(),
      mails: [...begun.mails, ...ended.mails].toSorted(),
      refusals: [],
    });

    // Those that tell nobody as well, and of those that share a name each.
    const fired = await stack.fired();
    const silent = ALERTS.filter(
      ({ alert, labels = {} }) =>
        !fired.some((each) =>
          Object.entries({ alertname: alert, ...labels }).every(([label, value]) => each[label] === value),
        ),
    );
    expect(silent).toEqual([]);
  });
});
