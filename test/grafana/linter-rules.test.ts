import { describe, expect, it } from 'vitest';
import {
  type ClassicVariable,
  DASHBOARD,
  type DataSource,
  PANELS,
  QUERIES,
  queryOf,
} from '../support/grafana/classic-dashboard.ts';
import { rangesOf, selectorsOf } from '../support/grafana/promql.ts';

// The rules of grafana/dashboard-linter, each under its own name (docs/rules and lint/ of that repository). Its rules
// about LogQL have nothing to say here, and target-promql-rule needs a real Prometheus: queries.test.ts.

const TEMPLATED: DataSource = { type: 'prometheus', uid: '${datasource}' };
/** Units out of packages/grafana-data/src/valueFormats/categories.ts that this dashboard uses. */
const UNITS = ['none', 'short', 'percentunit', 's', 'bytes', 'dateTimeAsIso'];

const variable = (name: string): ClassicVariable | undefined =>
  DASHBOARD.templating.list.find((each) => each.name === name);

describe('rules of dashboard-linter', () => {
  it('template-datasource-rule', () => {
    const sources = DASHBOARD.templating.list.filter(({ type }) => type === 'datasource');
    expect(sources).toMatchObject([{ name: 'datasource', label: 'Data source', query: 'prometheus' }]);
  });

  it.each([
    ['template-job-rule', 'job', 'Job'],
    ['template-instance-rule', 'instance', 'Instance'],
    ['template-job-rule, for our own filter', 'source', 'Source'],
  ])('%s', (_, name, label) => {
    expect(variable(name)).toMatchObject({
      type: 'query',
      label,
      datasource: TEMPLATED,
      multi: true,
      includeAll: true,
      allValue: '.+',
    });
  });

  it('template-label-promql-rule', () => {
    const queries = DASHBOARD.templating.list.filter(({ type }) => type === 'query').map(queryOf);
    expect(queries).toHaveLength(3);
    for (const query of queries) expect(query).toMatch(/^label_values\(tls_\w+(?:\{.+\})?, \w+\)$/);
  });

  it('template-on-time-change-reload-rule', () => {
    const queries = DASHBOARD.templating.list.filter(({ type }) => type === 'query');
    for (const { name, refresh } of queries) expect(refresh, name).toBe(2);
  });

  it('panel-datasource-rule', () => {
    for (const { title, datasource } of PANELS) expect.soft(datasource, title).toEqual(TEMPLATED);
    for (const { place, target } of QUERIES) expect.soft(target.datasource, place).toEqual(TEMPLATED);
    for (const { name, datasource } of DASHBOARD.annotations.list)
      expect(datasource, name).toEqual(TEMPLATED);
  });

  it('panel-title-description-rule', () => {
    for (const { title, description } of PANELS) {
      expect.soft(title).toMatch(/^[A-Z]/);
      expect.soft(description, title).toMatch(/[.]$/);
    }
    expect(new Set(PANELS.map(({ title }) => title)).size).toBe(PANELS.length);
  });

  it('panel-units-rule', () => {
    for (const { title, fieldConfig } of PANELS) {
      expect.soft(UNITS, title).toContain(fieldConfig?.defaults.unit);
      const overrides = (fieldConfig?.overrides ?? []).flatMap(({ properties }) => properties);
      for (const { id, value } of overrides) if (id === 'unit') expect.soft(UNITS, title).toContain(value);
    }
  });

  it('panel-no-targets-rule', () => {
    for (const { title, targets } of PANELS) expect.soft(targets?.length, title).toBeGreaterThan(0);
  });

  it.each([
    ['target-job-rule', 'job=~"$job"'],
    ['target-instance-rule', 'instance=~"$instance"'],
  ])('%s', (_, matcher) => {
    const annotations = DASHBOARD.annotations.list.map(({ name, expr }) => ({ place: name, expr }));
    for (const { place, expr } of [...QUERIES, ...annotations]) {
      const selectors = selectorsOf(expr);
      expect(selectors.length, place).toBeGreaterThan(0);
      for (const { name, matchers } of selectors)
        expect.soft(matchers, `${place}: ${name}`).toContain(matcher);
    }
  });

  it('target-rate-interval-rule', () => {
    for (const { place, expr } of QUERIES) {
      for (const { call, range } of rangesOf(expr)) {
        if (/^i?rate$/.test(call)) expect.soft(range, place).toBe('$__rate_interval');
      }
    }
    expect(QUERIES.some(({ expr }) => expr.includes('[$__rate_interval]'))).toBe(true);
  });

  it('target-counter-agg-rule', () => {
    const counters = QUERIES.flatMap(({ expr }) => selectorsOf(expr)).filter(({ name }) =>
      name.endsWith('_total'),
    );
    expect(counters.length).toBeGreaterThan(2);
    for (const { name, call, isRange } of counters) {
      expect.soft(isRange, name).toBe(true);
      expect.soft(call, name).toMatch(/^(?:i?rate|increase)$/);
    }
  });

  it('uneditable-dashboard-rule', () => {
    expect(DASHBOARD.editable).toBe(false);
  });
});

describe('the filters', () => {
  it('hold for everything that has a source, and roles for certificates', () => {
    const all = [...QUERIES.map(({ expr }) => expr), ...DASHBOARD.annotations.list.map(({ expr }) => expr)];
    for (const { name, matchers } of all.flatMap(selectorsOf)) {
      if (/^tls_(?:cert(?!_exporter)|crl)_/.test(name))
        expect.soft(matchers, name).toContain('source=~"$source"');
      if (/^tls_cert_(?:not_(?:after|before)_|info)/.test(name)) {
        expect.soft(matchers, name).toContain('role=~"$role"');
      }
    }
  });

  it('leave roots out until they are chosen', () => {
    expect(variable('role')).toMatchObject({
      type: 'custom',
      multi: true,
      includeAll: true,
      current: { value: ['leaf', 'intermediate'] },
    });
  });

  it('are escaped by Grafana, which it does for =~ and for no format of one’s own', () => {
    const all = [...QUERIES.map(({ expr }) => expr), ...DASHBOARD.annotations.list.map(({ expr }) => expr)];
    for (const expr of all) {
      expect(expr).not.toMatch(/\$\{|\[\[/);
      for (const match of expr.matchAll(/(.{2})"\$(?:job|instance|source|role)"/g))
        expect(match[1]).toBe('=~');
    }
  });
});
