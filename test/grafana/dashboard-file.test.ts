import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { dashboardJson } from '../../grafana/generate/dashboard.ts';
import { UNKNOWN } from '../../grafana/generate/look.ts';
import {
  columnsOf,
  DASHBOARD,
  DASHBOARD_TEXT,
  EVERY_PANEL,
  PANELS,
} from '../support/grafana/classic-dashboard.ts';

const RUNBOOKS = readdirSync(join(import.meta.dirname, '../../docs/runbooks'));
const BASE = 'https://github.com/tls-cert-exporter/tls-cert-exporter/blob/main/docs/runbooks/';

describe('the file that people import', () => {
  it('is what the generator writes, the same each time', () => {
    // Where this fails: npm run dashboard
    expect(dashboardJson()).toBe(DASHBOARD_TEXT);
    expect(dashboardJson()).toBe(DASHBOARD_TEXT);
  });

  it('is imported, provisioned and put into a ConfigMap without anybody filling anything in', () => {
    expect(DASHBOARD.uid).toMatch(/^[a-z0-9-]{1,40}$/);
    expect(DASHBOARD).not.toHaveProperty('__inputs');
    expect(DASHBOARD).not.toHaveProperty('id');
    expect(DASHBOARD_TEXT).not.toContain('DS_PROMETHEUS');
    // kubectl apply writes the whole ConfigMap into an annotation, and annotations have 256 KiB at most.
    expect(JSON.stringify(DASHBOARD_TEXT).length).toBeLessThan(240 * 1024);
  });

  it('has the panels of the classic form, no two with one id', () => {
    expect(DASHBOARD.schemaVersion).toBeGreaterThanOrEqual(39);
    expect(PANELS.length).toBeGreaterThan(40);
    expect(new Set(EVERY_PANEL.map(({ id }) => id)).size).toBe(EVERY_PANEL.length);
    const types = new Set(EVERY_PANEL.map(({ type }) => type));
    expect([...types].toSorted()).toEqual([
      'barchart',
      'bargauge',
      'row',
      'stat',
      'state-timeline',
      'table',
      'timeseries',
    ]);
  });
});

describe('panels', () => {
  it('lie side by side in 24 columns, none upon another', () => {
    for (const { gridPos, title } of EVERY_PANEL) {
      expect.soft(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    }
    const overlapping = EVERY_PANEL.flatMap((one, index) =>
      EVERY_PANEL.slice(index + 1)
        .filter(
          ({ gridPos: { x, y, w, h } }) =>
            x < one.gridPos.x + one.gridPos.w &&
            one.gridPos.x < x + w &&
            y < one.gridPos.y + one.gridPos.h &&
            one.gridPos.y < y + h,
        )
        .map((other) => `${one.title} and ${other.title}`),
    );
    expect(overlapping).toEqual([]);
  });

  it('fill each line that they begin', () => {
    const cells = PANELS.reduce((sum, { gridPos }) => sum + gridPos.w * gridPos.h, 0);
    const lines = new Map(PANELS.map(({ gridPos }) => [gridPos.y, gridPos.h]));
    expect(cells).toBe([...lines.values()].reduce((sum, height) => sum + 24 * height, 0));
  });

  it('say what stands there where there is nothing, instead of nothing', () => {
    const silent = PANELS.filter(({ fieldConfig }) => !fieldConfig?.defaults.noValue);
    expect(silent.map(({ title }) => title)).toEqual([]);
  });

  it.each(PANELS.filter(({ type }) => type === 'stat').map((panel) => [panel.title, panel] as const))(
    '%s has a colour of its own for what is not known',
    (_, { fieldConfig }) => {
      // Grafana takes the first one where there is no value, and "no audit" is neither good nor bad news.
      const [unknown, lowest] = fieldConfig?.defaults.thresholds?.steps ?? [];
      expect(unknown).toEqual({ color: UNKNOWN, value: null });
      expect(lowest).toMatchObject({ value: 0 });
    },
  );

  it('name each query once', () => {
    for (const { title, targets = [] } of PANELS) {
      expect.soft(new Set(targets.map(({ refId }) => refId)).size, title).toBe(targets.length);
    }
  });

  it.each(PANELS.filter(({ type }) => type === 'table').map((panel) => [panel.title, panel] as const))(
    '%s has no more than 100 rows, and speaks of columns that it has',
    (_, panel) => {
      for (const { expr } of panel.targets ?? []) expect(expr).toMatch(/\b(?:top|bottom)k\(100, /);
      const columns = columnsOf(panel);
      expect(columns.size).toBeGreaterThan(2);
      const [empty, ...overrides] = panel.fieldConfig?.overrides ?? [];
      // What is said of a table without rows is not said of each cell without a value.
      expect(empty).toEqual({
        matcher: { id: 'byRegexp', options: '.*' },
        properties: [{ id: 'noValue', value: '' }],
      });
      for (const { matcher } of overrides) {
        expect(matcher.id).toBe('byName');
        expect([...columns.keys()]).toContain(matcher.options);
      }
      for (const { displayName } of panel.options?.sortBy ?? []) {
        expect([...columns.keys()]).toContain(displayName);
      }
      // One query alone has its value in "Value", several in "Value #A" and so on.
      const values = [...columns.values()].filter((field) => field.startsWith('Value'));
      const possible = panel.targets?.map(({ refId }) => `Value #${refId}`) ?? [];
      for (const value of values) expect(panel.targets?.length === 1 ? ['Value'] : possible).toContain(value);
      expect(panel.transformations?.some(({ id }) => id === 'merge')).toBe((panel.targets?.length ?? 0) > 1);
    },
  );
});

describe('links', () => {
  it('lead to runbooks that are there', () => {
    const urls = [...DASHBOARD_TEXT.matchAll(/"url": "([^"]+)"/g)].map((match) => match[1] ?? '');
    const runbooks = urls.filter((url) => url.startsWith(BASE)).map((url) => url.slice(BASE.length));
    expect(runbooks).toContain('${__value.raw}.md');
    expect(
      runbooks.filter((page) => !page.startsWith('$')).filter((page) => !RUNBOOKS.includes(page)),
    ).toEqual([]);
    const named = [...DASHBOARD_TEXT.matchAll(/\\"runbook\\", \\"(\w+)\\"/g)].map(
      (match) => `${match[1]}.md`,
    );
    expect(new Set(named).size).toBe(3);
    expect(named.filter((page) => !RUNBOOKS.includes(page))).toEqual([]);
  });
});
