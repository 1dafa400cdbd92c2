import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ALERTMANAGERS, AMTOOLS, alertmanagerMissing } from '../support/alertmanager.ts';
import { runProgram } from '../support/programs.ts';
import { ALERT_NAMES, ALERTS, contentOf, ROOT } from './alert-files.ts';

const RELAYED = 'alerts/alertmanager.yml';
const PAYLOAD = 'alerts/alertmanager-payload.yml';

/** Which configuration is for which version. */
const READABLE = [
  ['debian', RELAYED],
  ['built', RELAYED],
  ['built', PAYLOAD],
] as const;

const RECEIVERS: Readonly<Record<string, string>> = {
  critical: 'on-call',
  warning: 'operators',
  none: 'nobody',
};

const amtool = (which: keyof typeof ALERTMANAGERS, ...args: readonly string[]) =>
  runProgram(AMTOOLS[which], args);

describe.each(READABLE)('amtool: %s reads %s', (which, file) => {
  describe.skipIf(alertmanagerMissing(which))('and', () => {
    it('finds nothing wrong with it', () => {
      const { status, stdout, stderr } = amtool(which, 'check-config', join(ROOT, file));
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain('1 templates');
    });

    const receiverOf = (...labels: readonly string[]): string => {
      const flags = ['config', 'routes', 'test', `--config.file=${join(ROOT, file)}`];
      // Debian's warns on standard error of a flag that nobody has given.
      const { status, stdout } = amtool(which, ...flags, ...labels);
      expect(status).toBe(0);
      return stdout.trim();
    };

    it.each(Object.entries(RECEIVERS))('brings severity %s to %s', (severity, receiver) => {
      expect(receiverOf(`severity=${severity}`)).toBe(receiver);
    });

    it('brings alerts of others to somebody', () => {
      expect(receiverOf('alertname=Watchdog')).toBe('operators');
      expect(receiverOf('alertname=HostDown', 'severity=page')).toBe('operators');
    });

    it.each(ALERT_NAMES)('brings %s to whom its severity says', (name) => {
      for (const { labels } of ALERTS.filter(({ alert }) => alert === name)) {
        const severity = labels?.['severity'] ?? '';
        expect(receiverOf(`alertname=${name}`, `severity=${severity}`)).toBe(RECEIVERS[severity]);
      }
    });
  });
});

interface Route {
  readonly receiver?: string;
  readonly matchers?: readonly string[];
  readonly mute_time_intervals?: readonly string[];
  readonly routes?: readonly Route[];
}

interface Receiver {
  readonly name: string;
  readonly webhook_configs?: readonly Record<string, unknown>[];
}

interface Configuration {
  readonly route: Route;
  readonly receivers: readonly Receiver[];
}

const configuration = (file: string): Configuration => parse(contentOf(file)) as Configuration;

/** The webhook of the relay, and what stands in its place without one. */
const RELAY = `      - url: http://127.0.0.1:9202/
        send_resolved: true
`;
const DIRECT = `      - url_file: /etc/alertmanager/secrets/dingtalk-url
        send_resolved: true
        # A robot takes 20,000 bytes.
        max_alerts: 10
        payload:
          msgtype: markdown
          markdown:
            # A tab is the beginning of no YAML, as which this is read once more: without it "[CRITICAL] …" is a list.
            title: '{{ "\\t" }}{{ template "tls.title" . }}'
            text: '{{ template "tls.markdown" . }}'
`;
const HEAD = `# Alertmanager for the alerts in this folder, with e-mail and a robot of DingTalk: docs/alertmanager.md. Works with
# Alertmanager 0.32 and later, which makes the robot's messages by itself. But for that it is alertmanager.yml.
`;

it('the two configurations differ in how the robot is reached, and in nothing else', async () => {
  const relayed = contentOf(RELAYED);
  expect(relayed.split(RELAY)).toHaveLength(3);
  const direct = HEAD + relayed.slice(relayed.indexOf('#\n# To be changed')).replaceAll(RELAY, () => DIRECT);
  await expect(direct).toMatchFileSnapshot(join(ROOT, PAYLOAD));
});

it('no secret stands in either', () => {
  for (const file of [RELAYED, PAYLOAD]) {
    expect(contentOf(file)).not.toMatch(/access_token|SEC[0-9a-f]|password: /);
    expect(contentOf(file)).toContain('smtp_auth_password_file: ');
  }
  expect(contentOf(PAYLOAD)).toContain('url_file: ');
});

it('whoever is nobody has no way to be told', () => {
  for (const file of [RELAYED, PAYLOAD]) {
    const nobody = configuration(file).receivers.filter(({ name }) => name === 'nobody');
    expect(nobody).toEqual([{ name: 'nobody' }]);
  }
});

it('every route of warnings is muted in the window, because routes do not hand that on', () => {
  const { routes = [] } = configuration(RELAYED).route;
  const warnings = routes.filter(({ matchers }) => matchers?.includes('severity="warning"'));
  const all = (each: Route): readonly Route[] => [each, ...(each.routes ?? []).flatMap(all)];
  const muted = warnings.flatMap(all).map((route) => route.mute_time_intervals);
  expect(muted.length).toBeGreaterThan(1);
  expect(muted.every((names) => names?.includes('maintenance'))).toBe(true);
});
