import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { contentOf, RULE_FILES, type Rule } from '../alerts/alert-files.ts';
import { DASHBOARD } from '../support/grafana/classic-dashboard.ts';
import { programMissing, runProgram } from '../support/programs.ts';
import { temporaryFile } from '../support/temporary-file.ts';

const MIXIN = join(import.meta.dirname, '../../mixin');

interface Group {
  readonly name: string;
  readonly rules: readonly Omit<Rule, 'file'>[];
}

interface Rendered {
  readonly alerts: { readonly groups: readonly Group[] };
  readonly rules: { readonly groups: readonly Group[] };
  readonly dashboards: Readonly<Record<string, unknown>>;
}

/** What a mixin's user makes of it, with this added to its configuration. */
function render(config = '{}'): Rendered {
  const program = `local mixin = (import 'mixin.libsonnet') + { _config+:: ${config} };
{ alerts: mixin.prometheusAlerts, rules: mixin.prometheusRules, dashboards: mixin.grafanaDashboards }`;
  const { status, stdout, stderr } = runProgram('jsonnet', ['--jpath', MIXIN, '-'], program);
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout) as Rendered;
}

/** The groups as they stand in the files, with only those rules that have the key. */
function written(key: 'alert' | 'record'): Group[] {
  return RULE_FILES.flatMap((file) => (parse(contentOf(file)) as { groups: Group[] }).groups)
    .map((group) => ({ ...group, rules: group.rules.filter((rule) => rule[key] !== undefined) }))
    .filter(({ rules }) => rules.length > 0);
}

/**
 * The same with expressions in one line. Of a folded scalar Debian's jsonnet joins lines that are indented further, where
 * YAML keeps the line break; PromQL takes one for the other. Texts have to be the same to the letter.
 */
function inOneLine(groups: readonly Group[]): Group[] {
  const shortened = (expr: string): string => expr.replaceAll(/\s+/g, ' ');
  return groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => ({ ...rule, expr: shortened(rule.expr) })),
  }));
}

describe.skipIf(programMissing('jsonnet'))('the mixin', () => {
  it('has the alerts, the recording rules and the dashboard of the files, and nothing else', () => {
    const { alerts, rules, dashboards } = render();
    expect(inOneLine(alerts.groups)).toEqual(inOneLine(written('alert')));
    expect(inOneLine(rules.groups)).toEqual(inOneLine(written('record')));
    expect(rules.groups).not.toEqual([]);
    expect(dashboards).toEqual({ 'tls-cert-exporter.json': DASHBOARD });
  });

  it('puts in whatever is configured', () => {
    const rendered = render(`{ job: 'pki', runbookBaseUrl: 'https://wiki.example.com/' }`);
    const text = JSON.stringify(rendered);
    expect(text).not.toContain('docs/runbooks/');
    expect(text).not.toContain(String.raw`job=\"tls-cert-exporter\"`);
    const absent = rendered.alerts.groups
      .flatMap((group) => group.rules)
      .find(({ alert }) => alert === 'TLSExporterAbsent');
    expect(absent?.expr).toBe('up{job="pki"} == 0 or absent(up{job="pki"})');
    expect(absent?.annotations?.['runbook_url']).toBe('https://wiki.example.com/TLSExporterAbsent.md');
    expect(JSON.stringify(rendered.dashboards)).toContain('https://wiki.example.com/${__value.raw}.md');
  });

  it('is made into rules that promtool takes', { skip: programMissing('promtool') }, () => {
    const { alerts, rules } = render();
    for (const each of [alerts, rules]) {
      // JSON is YAML.
      const result = runProgram('promtool', [
        'check',
        'rules',
        temporaryFile('rules.yml', JSON.stringify(each)),
      ]);
      expect(result.stderr + result.stdout).toMatch(/SUCCESS: \d+ rules found/);
      expect(result.status).toBe(0);
    }
  });
});

describe('the mixin', () => {
  it('names every file of rules', () => {
    const names = readFileSync(join(MIXIN, 'rule-files.libsonnet'), 'utf8').matchAll(
      /'\.\.\/(alerts\/[^']+)'/g,
    );
    expect([...names].map((match) => match[1])).toEqual(RULE_FILES.toSorted());
  });
});
