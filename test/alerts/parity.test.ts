import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { COMMANDS } from '../../src/cli/commands.ts';
import { COMMON_FLAGS } from '../../src/cli/parse.ts';
import { FAMILIES } from '../../src/metrics/registry.ts';
import {
  ALERT_NAMES,
  ALERTS,
  contentOf,
  RULE_FILES,
  RULES,
  RUNBOOKS,
  type Rule,
  TEST_FILES,
} from './alert-files.ts';

/** Where the runbooks are on the web; docs/alerts.md says how to change it. */
const RUNBOOK_BASE = 'https://github.com/tls-cert-exporter/tls-cert-exporter/blob/main/docs/runbooks/';

interface PromtoolTest {
  readonly alert_rule_test?: readonly {
    readonly alertname: string;
    readonly exp_alerts: readonly { readonly exp_annotations?: object }[];
  }[];
  readonly promql_expr_test?: readonly { readonly exp_samples: readonly { readonly labels: string }[] }[];
}

const promtoolTests = TEST_FILES.flatMap(
  (file) => (parse(contentOf(file)) as { tests: PromtoolTest[] }).tests,
);
const checked = promtoolTests.flatMap((test) => test.alert_rule_test ?? []);

describe.each(ALERT_NAMES)('%s', (name) => {
  const rules = ALERTS.filter(({ alert }) => alert === name);

  it('has a severity, and says what is wrong, what to do next and where to read on', () => {
    for (const { labels, annotations } of rules) {
      expect(labels?.['severity']).toMatch(/^(critical|warning|none)$/);
      expect(annotations?.['summary']).toMatch(/\{\{/);
      expect(annotations?.['description']).toMatch(
        /`tls-cert-exporter |on the exporter's \/metrics|TLSCertificateRenewalOverdue/,
      );
      expect(annotations?.['runbook_url']).toBe(`${RUNBOOK_BASE}${name}.md`);
    }
  });

  it('is shown by promtool to fire, with its text, and to wait and end', () => {
    const fires = checked.filter(({ alertname, exp_alerts }) => alertname === name && exp_alerts.length > 0);
    expect(fires.flatMap(({ exp_alerts }) => exp_alerts)).not.toEqual([]);
    for (const { exp_annotations } of fires.flatMap(({ exp_alerts }) => exp_alerts)) {
      expect(Object.keys(exp_annotations ?? {}).toSorted()).toEqual([
        'description',
        'runbook_url',
        'summary',
      ]);
    }
    const states = promtoolTests.flatMap((test) => test.promql_expr_test ?? []);
    const seen = (state: string): boolean =>
      states.some(({ exp_samples }) =>
        exp_samples.some(({ labels }) => labels === `{alertname="${name}", alertstate="${state}"}`),
      );
    expect(seen('firing')).toBe(true);
    expect(seen('pending')).toBe(rules.some((rule) => rule.for !== undefined));
  });

  it('has a page that says what it means, how to confirm it and how to mend it', () => {
    const page = contentOf(`docs/runbooks/${name}.md`);
    expect(page).toMatch(new RegExp(`^# ${name}\n`));
    expect([...page.matchAll(/^## (.+)$/gm)].map((match) => match[1])).toEqual([
      'What it means',
      'How to confirm',
      'How to mend',
    ]);
    const confirm = page.split('## How to confirm')[1]?.split('## How to mend')[0];
    expect(confirm).toMatch(/```sh\n[^`]*(?:tls-cert-exporter|\/metrics)/);
  });

  it('has a row in docs/alerts.md with its severity and its time', () => {
    for (const rule of rules) {
      const row = `| [\`${name}\`](runbooks/${name}.md) | ${rule.labels?.['severity']} | ${rule.for ?? 'at once'} |`;
      expect(contentOf('docs/alerts.md')).toContain(row);
    }
  });
});

it('every page and every row is of an alert that exists', () => {
  expect(RUNBOOKS.map((file) => file.replace(/^.*\/|\.md$/g, '')).toSorted()).toEqual(ALERT_NAMES);
  const rows = [...contentOf('docs/alerts.md').matchAll(/^\| \[`(\w+)`\]/gm)].map((match) => match[1] ?? '');
  expect([...new Set(rows)].toSorted()).toEqual(ALERT_NAMES);
  expect([...new Set(checked.map(({ alertname }) => alertname))].toSorted()).toEqual(ALERT_NAMES);
});

it('every file of rules is named in docs/alerts.md', () => {
  for (const file of RULE_FILES) expect(contentOf('docs/alerts.md')).toContain(file);
});

it('inhibition names alerts that exist', () => {
  const named = [...contentOf('alerts/alertmanager.yml').matchAll(/alertname=~?"([^"]+)"/g)].flatMap(
    (match) => match[1]?.split('|') ?? [],
  );
  expect(named.filter((name) => !ALERT_NAMES.includes(name))).toEqual([]);
});

describe('expressions', () => {
  const known = new Map<string, readonly string[]>(FAMILIES.map(({ name, labels }) => [name, labels]));
  /** What Prometheus adds to every series; the alerts are told apart by it. */
  const ADDED = ['cluster', 'job', 'instance'];
  const queries = ({ expr, annotations }: Rule): string[] => [
    expr,
    ...[...(annotations?.['description'] ?? '').matchAll(/printf "([^}]+\})/g)].map(
      (match) => match[1] ?? '',
    ),
  ];

  it('name metrics that are exported, and labels that these have', () => {
    const recorded = RULES.flatMap(({ record }) => record ?? []);
    const strange = RULES.flatMap(queries).flatMap((query) =>
      [...query.matchAll(/\b(tls_[a-z_:]+)(?:\{([^}]*)\})?/g)].flatMap(([, name = '', matchers = '']) => {
        if (recorded.includes(name)) return [];
        const labels = known.get(name);
        if (labels === undefined) return [name];
        const asked = [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map((match) => match[1] ?? '');
        return asked
          .filter((label) => ![...labels, ...ADDED].includes(label))
          .map((label) => `${name}.${label}`);
      }),
    );
    expect(strange).toEqual([]);
  });
});

it('commands and flags that the alerts and runbooks name exist', async () => {
  const texts = [
    ...ALERTS.map(({ annotations }) => (annotations?.['description'] ?? '').replaceAll(/\s+/g, ' ')),
    ...RUNBOOKS.map(contentOf),
  ];
  const commands = texts.flatMap((text) => [
    ...text.matchAll(/^tls-cert-exporter (?<name>[a-z]+)(?<rest>[^\n]*)/gm),
    ...text.matchAll(/`tls-cert-exporter (?<name>[a-z]+)(?<rest>[^`]*)/g),
  ]);
  expect(commands.length).toBeGreaterThan(ALERT_NAMES.length);
  for (const { groups } of commands) {
    const { name = '', rest = '' } = groups ?? {};
    const command = await COMMANDS.get(name)?.();
    expect(command, name).toBeDefined();
    const flags = [...(command?.flags ?? []), ...COMMON_FLAGS].map((flag) => `--${flag.name}`);
    for (const [flag] of rest.matchAll(/--[a-z][a-z.-]*/g)) expect(flags, `${name} ${rest}`).toContain(flag);
  }
});
