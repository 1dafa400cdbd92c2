import { describe, expect, it, vi } from 'vitest';
import { alertmanagerMissing } from '../support/alertmanager.ts';
import { startNotifying } from '../support/notifying/alertmanager.ts';

const WAIT = { timeout: 30_000, interval: 50 };
/** Debian's Alertmanager knows no payload. */
const WAYS = [
  ['debian', 'relay'],
  ['built', 'relay'],
  ['built', 'payload'],
] as const;

const alert = (labels: Record<string, string>, annotations: Record<string, string> = {}) => ({
  labels: { alertname: 'TLSCertificateExpired', severity: 'critical', ...labels },
  annotations: {
    summary: 'Certificate CN=www has expired',
    description: 'It expired 3h ago.',
    runbook_url: 'https://example.com/runbook',
    ...annotations,
  },
});

/** What YAML or Markdown would make something else of, or a header of a mail. */
const HOSTILE = [
  '# a comment',
  ': a mapping',
  'a: b',
  '- a list',
  '{{ .ExternalURL }} {{ "{{" }}',
  '*alias &anchor !tag %directive @at `tick',
  '[pay here](https://evil.example) ![x](https://evil.example/x.png)',
  'one\n\n# two\r\nBcc: somebody@evil.example',
  '"quoted" \'and\' \\ backslash $0 $1',
  '\u202eturned \u0000zero 证书 😀',
  '~',
  'null',
  '123',
  '|',
  '---',
  'x'.repeat(5000),
];

describe.each(WAYS)('messages of the Alertmanager "%s" by the %s', (which, way) => {
  describe.skipIf(alertmanagerMissing(which))('are taken by the robot and by the mail server', () => {
    it('whatever stands in an alert, as text', async () => {
      const { post, robot, sink } = await startNotifying(which, way, { wait: 1 });
      await post(
        HOSTILE.map((text, index) => alert({ subject: `CN=${index}` }, { summary: text, description: text })),
      );
      await vi.waitFor(() => {
        expect(robot.messages.length + robot.refusals.length).toBe(HOSTILE.length);
        expect(sink.mails).toHaveLength(HOSTILE.length);
      }, WAIT);
      expect(robot.refusals).toEqual([]);
      for (const { markdown } of robot.messages) {
        expect(markdown.title.trim()).toMatch(/^\[CRITICAL\] /);
        expect(markdown.text).toMatch(/^\*\*\[CRITICAL\] /);
        expect(markdown.text).not.toMatch(/(?<!\\)\[pay here|^#/m);
        expect(markdown.text).toContain('](https://example.com/runbook)');
        expect(markdown.text).toContain('tls-cert-exporter, [Alertmanager](');
      }
      const texts = robot.messages.map(({ markdown }) => markdown.text).join('\n');
      expect(texts).toContain('{{ .ExternalURL }} {{ "{{" }}');
      expect(texts).toContain(String.raw`\*alias &anchor \!tag %directive @at` + ' \\`tick');
      for (const { to, content } of sink.mails) {
        expect(to).toEqual(['on-call@example.com']);
        expect(content.split('\r\n\r\n')[0]).not.toMatch(/^Bcc:/m);
      }
    }, 90_000);

    it('to whom severity says, with what is wrong and what to do', async () => {
      const { post, robot, sink } = await startNotifying(which, way, { wait: 1 });
      await post([
        alert({ subject: 'CN=none', severity: 'none' }),
        alert({ subject: 'CN=critical' }, { summary: 'Critical' }),
        alert({ subject: 'CN=warning', severity: 'warning' }, { summary: 'Warning' }),
        alert({ subject: 'CN=other', severity: 'page' }, { summary: 'Other' }),
      ]);
      await vi.waitFor(() => {
        expect(robot.messages).toHaveLength(3);
        expect(sink.mails).toHaveLength(3);
      }, WAIT);
      expect(robot.messages.map(({ markdown }) => markdown.title.trim()).toSorted()).toEqual([
        '[CRITICAL] Critical',
        '[PAGE] Other',
        '[WARNING] Warning',
      ]);
      expect(sink.mails.map(({ to, subject }) => `${to.join()} ${subject}`).toSorted()).toEqual([
        'on-call@example.com [CRITICAL] Critical',
        'operators@example.com [PAGE] Other',
        'operators@example.com [WARNING] Warning',
      ]);
      const [critical] = robot.messages.filter(({ markdown }) => markdown.title.includes('Critical'));
      expect(critical?.markdown.text).toMatch(
        /^\*\*\[CRITICAL\] Critical\*\*\n\nIt expired 3h ago\.\n\n\[Runbook.*\]\(https:\/\/example\.com\/runbook\)\n\ntls-cert-exporter, \[Alertmanager\]\(.+\)$/,
      );
      for (const { content } of sink.mails) expect(content).toContain('It expired 3h ago.');
    }, 90_000);

    it('many in one message as many as fit', async () => {
      const { post, robot, sink } = await startNotifying(which, way, { wait: 1 });
      const long = 'word '.repeat(150);
      await post(
        Array.from({ length: 300 }, (_, index) =>
          alert({ subject: 'CN=www', path: `/www-${index}.crt` }, { description: long }),
        ),
      );
      await vi.waitFor(() => {
        expect(robot.messages.length + robot.refusals.length).toBeGreaterThan(0);
        expect(sink.mails).toHaveLength(1);
      }, WAIT);
      expect(robot.refusals).toEqual([]);
      expect(robot.messages).toHaveLength(1);
    }, 90_000);

    it('nothing is told of what servers do in the window of maintenance, but an expired certificate is', async () => {
      const always = {
        "years: ['1970']": "years: ['1970:3000']",
        "'02:00'": "'00:00'",
        "'04:00'": "'24:00'",
      };
      const { post, robot, sink } = await startNotifying(which, way, { wait: 1, changes: always });
      const target = { target: 'www:443', module: 'default' };
      await post([
        alert({ alertname: 'TLSHandshakeFailing', ...target }, { summary: 'Failing' }),
        alert({ alertname: 'TLSExporterAbsent', instance: 'node1' }, { summary: 'Absent' }),
        alert({ alertname: 'TLSTrustAnchorExpired', severity: 'warning', path: '/own.crt' }),
        alert({ alertname: 'TLSCertificateUnreadable', severity: 'warning', path: '/own.crt' }),
      ]);
      // Groups leave in the order in which they began: what comes with this one has waited longer.
      await post([alert({ subject: 'CN=www' })]);
      await vi.waitFor(() => {
        expect(robot.messages).toHaveLength(1);
        expect(sink.mails).toHaveLength(1);
      }, WAIT);
      expect(robot.messages[0]?.markdown.title.trim()).toBe('[CRITICAL] Certificate CN=www has expired');
    }, 90_000);
  });
});
