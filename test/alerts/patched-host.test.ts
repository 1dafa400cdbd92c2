import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { alertmanagerMissing, type NotifiedAlert, startAlertmanager } from '../support/alertmanager.ts';
import { startExporter } from '../support/bundle.ts';
import { createCertificate } from '../support/certificate-factory.ts';
import { startListening } from '../support/listening-process.ts';
import { prometheusMissing, query } from '../support/prometheus.ts';
import { replaceFile } from '../support/replace-file.ts';
import { rootTree } from '../support/root-tree.ts';
import { temporaryFile } from '../support/temporary-file.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { contentOf, RULE_FILES, type Rule } from './alert-files.ts';

const DAY = 86_400;
const BUNDLE = '/etc/ssl/certs/ca-certificates.crt';
/** Where Debian's package keeps the roots that it gives; taken along where this machine has them. */
const PACKAGED = '/usr/share/ca-certificates/mozilla';

const now = Math.floor(Date.now() / 1000);
/** A certificate that ends in so many days and began so many before now. */
const pem = (subject: string, days: number, isAuthority: boolean, age = 85): string =>
  createCertificate({ subject, notBefore: now - age * DAY, notAfter: now + days * DAY, isAuthority }).pem;

/**
 * A host as its distribution makes it, on which one of its roots has expired and one is about to, with a certificate
 * that lives six days and is as it should be.
 */
function patchedHost(): string {
  const packaged = existsSync(PACKAGED)
    ? readdirSync(PACKAGED).map((name) => [name, readFileSync(join(PACKAGED, name), 'latin1')])
    : [];
  const roots = Object.fromEntries([
    ...packaged,
    ['Expired.crt', pem('Expired Vendor Root', -10, true)],
    ['Expiring.crt', pem('Expiring Vendor Root', 3, true)],
  ]) as Record<string, string>;
  return rootTree({
    [BUNDLE]: Object.values(roots).join(''),
    '/etc/nginx/six.crt': pem('six.example.com', 5, false, 1),
    ...Object.fromEntries(Object.entries(roots).map(([name, root]) => [`${PACKAGED}/${name}`, root])),
  });
}

/**
 * The shipped rules, which do not wait for what begins, nor for what is critical to end; all but that of the exporter
 * itself, which needs its time to be found.
 */
function impatientRules(): string {
  const groups = RULE_FILES.flatMap(
    (file) => (parse(contentOf(file)) as { groups: { rules: Rule[] }[] }).groups,
  );
  for (const rule of groups.flatMap(({ rules }) => rules)) {
    if (rule.alert === 'TLSExporterAbsent') continue;
    Reflect.deleteProperty(rule, 'for');
    if (rule.labels?.['severity'] === 'critical') Reflect.deleteProperty(rule, 'keep_firing_for');
  }
  return temporaryFile('rules.yml', stringify({ groups }));
}

/** Starts a Prometheus that scrapes the exporter often and asks the rules every second; its address. */
async function startPrometheus(exporter: string, alertmanager: string): Promise<string> {
  const static_configs = (url: string): object[] => [{ targets: [new URL(url).host] }];
  const config = {
    // One scrape that takes too long would end all alerts about the exporter, so that each has its time.
    global: { scrape_interval: '3s', scrape_timeout: '3s', evaluation_interval: '1s' },
    scrape_configs: [{ job_name: 'tls-cert-exporter', static_configs: static_configs(exporter) }],
    rule_files: [impatientRules()],
    alerting: { alertmanagers: [{ static_configs: static_configs(alertmanager) }] },
  };
  const flags = [
    `--config.file=${temporaryFile('prometheus.yml', stringify(config))}`,
    `--storage.tsdb.path=${temporaryFolder()}`,
    '--web.listen-address=127.0.0.1:0',
  ];
  return (await startListening('prometheus', flags)).url;
}

const isResolved = ({ status }: NotifiedAlert): boolean => status === 'resolved';

const WAIT = { timeout: 90_000, interval: 250 };
const MISSING = prometheusMissing('alerts about a host as it comes') || alertmanagerMissing('debian');

describe.skipIf(MISSING)('a host as it comes from its distribution, patched', () => {
  it('raises nothing that nobody can act on, and what somebody can', async () => {
    const root = patchedHost();
    const config = temporaryFile(
      'config.yml',
      stringify({ root, scan: { interval: '1s' }, trust: { interval: '1s' } }),
    );
    const exporter = await startExporter([`--config.file=${config}`]);
    const scrape = async (): Promise<string> => (await fetch(`${exporter.url}/metrics`)).text();
    await vi.waitFor(async () => {
      expect((await fetch(`${exporter.url}/-/ready`)).status).toBe(200);
      expect(await scrape()).toContain('tls_trust_bundle_anchors{');
    }, WAIT);
    const alertmanager = await startAlertmanager('debian', 4);
    const prometheus = await startPrometheus(exporter.url, alertmanager.url);
    const firing = async (name: string): Promise<string[]> =>
      (await query(prometheus, `ALERTS{alertname="${name}", alertstate="firing"}`)).map(
        ({ labels }) => labels['subject'] ?? '',
      );
    const told = (): NotifiedAlert['labels'][] =>
      alertmanager.notifications.flatMap(({ alerts }) => alerts.map(({ labels }) => labels));

    // The fixed rule fires for both roots, for those of the machine's own distribution, and for the certificate that
    // lives six days; all of it is held back.
    await vi.waitFor(async () => {
      const soon = await firing('CA_Certificate_Expiring_Soon');
      expect(soon).toEqual(expect.arrayContaining(['CN=Expired Vendor Root', 'CN=Expiring Vendor Root']));
      const holding = [
        await firing('TLSDistributionAnchorExpiring'),
        await firing('TLSCertificateShortLived'),
      ];
      expect(holding.flat().toSorted()).toEqual(soon.toSorted());
      expect(await alertmanager.inhibited()).toBe(soon.length);
    }, WAIT);
    expect(await firing('TLSTrustAnchorExpired')).toEqual([]);

    // A certificate of one's own that is about to expire is told, and by then all that began before would have been.
    replaceFile(join(root, 'etc/nginx/www.crt'), pem('www.example.com', 5, false));
    await vi.waitFor(() => expect(told()).not.toEqual([]), WAIT);
    expect(told()).toMatchObject([
      {
        alertname: 'CA_Certificate_Expiring_Soon',
        subject: 'CN=www.example.com',
        path: '/etc/nginx/www.crt',
      },
    ]);

    // So is a root of one's own in the same bundle that has expired: once, and not as a finding of the audit too.
    const own = pem('Own Root', -5, true);
    mkdirSync(join(root, 'usr/local/share/ca-certificates'), { recursive: true });
    replaceFile(join(root, 'usr/local/share/ca-certificates/own.crt'), own);
    replaceFile(join(root, BUNDLE), readFileSync(join(root, BUNDLE), 'latin1') + own);
    await vi.waitFor(() => {
      const subjects = told().map(({ alertname, subject }) => `${alertname} ${subject}`);
      expect(subjects).toContain('TLSTrustAnchorExpired CN=Own Root');
    }, WAIT);
    await vi.waitFor(async () => {
      expect(
        await query(prometheus, 'ALERTS{alertname="TLSTrustBundleFindings", alertstate="firing"}'),
      ).toHaveLength(1);
    }, WAIT);

    // The certificate expires, as far as anybody can see: that alone is told of it from then on.
    replaceFile(join(root, 'etc/nginx/www.crt'), pem('www.example.com', -1, false));
    await vi.waitFor(() => {
      expect(told().map(({ alertname }) => alertname)).toContain('TLSCertificateExpired');
    }, WAIT);
    const names = told().map(({ alertname, subject }) => `${alertname} ${subject ?? ''}`);
    expect(names.filter((name) => !name.startsWith('TLSTrustAnchorExpired '))).toEqual([
      'CA_Certificate_Expiring_Soon CN=www.example.com',
      'TLSCertificateExpired CN=www.example.com',
    ]);

    // It is renewed, and told as ended.
    replaceFile(join(root, 'etc/nginx/www.crt'), pem('www.example.com', 90, false, 1));
    await vi.waitFor(() => {
      const ended = alertmanager.notifications.flatMap(({ alerts }) => alerts).filter(isResolved);
      expect(ended.map(({ labels }) => labels['alertname'])).toContain('CA_Certificate_Expiring_Soon');
    }, WAIT);
  }, 300_000);
});
