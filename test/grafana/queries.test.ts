import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { withCommonName, withName } from '../../grafana/generate/selectors.ts';
import {
  type AskedSeries,
  askFormat,
  askLabelValues,
  askNow,
  askOver,
} from '../support/grafana/ask-prometheus.ts';
import { columnsOf, DASHBOARD, PANELS, QUERIES, queryOf } from '../support/grafana/classic-dashboard.ts';
import { ODD_SOURCE } from '../support/grafana/dashboard-inputs.ts';
import { type DashboardLaboratory, dashboardLaboratory } from '../support/grafana/dashboard-laboratory.ts';
import { type Choice, interpolate } from '../support/grafana/interpolate.ts';
import { mergedRows } from '../support/grafana/merge-frames.ts';
import { type ApiServer, startApiServer } from '../support/kubernetes/api-server.ts';
import { fillCluster } from '../support/kubernetes/cluster-contents.ts';
import { apiServerMissing } from '../support/kubernetes/kubernetes-programs.ts';
import { prometheusMissing } from '../support/prometheus.ts';

/** The last five minutes, with the steps that Grafana would take; in seconds. */
const SHOWN = { range: 300, rateInterval: 8 };
const STEP = 2;
const PATIENCE = { timeout: 90_000, interval: 1000 };
const SLOW = 240_000;
/** Roots are chosen as well, so that each branch of the expressions is taken. */
const ALL: Choice = { role: '$__all' };

const withoutCluster = apiServerMissing('panels about Kubernetes objects');

/** Panels for which there is nothing to show: none, but where Kubernetes is not at hand. */
const WITHOUT_DATA: readonly string[] = withoutCluster
  ? ['Certificates of cert-manager', 'Certificates by namespace']
  : [];

/** A process that a test starts is in no systemd unit and no container, which is what `unit` names. */
const UNIT = 'Processes with the roots of before: column unit';

const isKnown = ({ values }: AskedSeries): boolean => values.some(Number.isFinite);

describe.skipIf(prometheusMissing('every query of the dashboard'))('the dashboard', () => {
  let cluster: ApiServer | undefined;
  let laboratory: DashboardLaboratory;
  const queries = QUERIES.filter(({ panel }) => !WITHOUT_DATA.includes(panel.title));

  beforeAll(async () => {
    cluster = withoutCluster ? undefined : await startApiServer();
    if (cluster !== undefined) await fillCluster(cluster);
    laboratory = await dashboardLaboratory(cluster);
    await vi.waitFor(async () => {
      const renewed = 'tls_cert_not_after_timestamp_seconds{subject="CN=renewed.example.com"}';
      expect(await askNow(laboratory.url, renewed)).toHaveLength(1);
    }, PATIENCE);
  }, SLOW);
  afterAll(async () => {
    await laboratory?.[Symbol.asyncDispose]();
    await cluster?.stop();
  }, SLOW);

  const ask = async (expr: string, isInstant: boolean, choice: Choice = ALL): Promise<AskedSeries[]> => {
    const expression = interpolate(expr, choice, SHOWN);
    return isInstant
      ? askNow(laboratory.url, expression)
      : askOver(laboratory.url, expression, SHOWN.range, STEP);
  };

  it('target-promql-rule: Prometheus parses every query', async () => {
    const annotations = DASHBOARD.annotations.list.map(({ expr }) => ({ expr }));
    for (const { expr } of [...QUERIES, ...annotations]) {
      expect(await askFormat(laboratory.url, interpolate(expr, ALL, SHOWN))).not.toBe('');
    }
    await expect(askFormat(laboratory.url, 'sum(')).rejects.toThrow('parse error');
  });

  it(
    'has data for every query of every panel, as it is asked and the other way',
    async () => {
      await vi.waitFor(async () => {
        // Again and again: a process is stale only where its roots have changed well after its start.
        laboratory.renew();
        const silent: string[] = [];
        for (const { place, expr, target } of queries) {
          for (const isInstant of [target.instant === true, target.instant !== true]) {
            const series = await ask(expr, isInstant);
            if (!series.some(isKnown)) silent.push(`${place} ${isInstant ? 'now' : 'over time'}`);
          }
        }
        expect(silent).toEqual([]);
      }, PATIENCE);
    },
    SLOW,
  );

  it(
    'has data for every annotation, at its own steps',
    async () => {
      for (const { name, expr, useValueForTime } of DASHBOARD.annotations.list) {
        await vi.waitFor(async () => {
          const series = (await ask(expr, false)).filter(isKnown);
          expect(series, name).not.toEqual([]);
          // Milliseconds of a time that is not long ago.
          const latest = Math.max(...series.flatMap(({ values }) => values.filter(Number.isFinite)));
          if (useValueForTime) expect(Math.abs(latest - Date.now()), name).toBeLessThan(3_600_000);
        }, PATIENCE);
      }
    },
    SLOW,
  );

  it.each([
    ['CN=Example CA', 'Example CA'],
    ["CN=R11,O=Let's Encrypt,C=US", 'R11'],
    ['O=Example,CN=Issuing CA 3', 'Issuing CA 3'],
    [String.raw`C=DE,CN=Example\, Inc. CA,O=Example`, String.raw`Example\, Inc. CA`],
    ['OU=CN,O=xCN=y', 'OU=CN,O=xCN=y'],
    ['', ''],
  ])('calls %s by its common name: %s', async (name, shown) => {
    const quoted = JSON.stringify(name);
    const certificate = `label_replace(label_replace(vector(1), "subject", ${quoted}, "", ""), "issuer", ${quoted}, "", "")`;
    const [issuer] = await askNow(laboratory.url, withCommonName(certificate, 'issuer'));
    expect(issuer?.labels['issuer'] ?? '').toBe(shown);
    const [subject] = await askNow(laboratory.url, withName(certificate));
    expect(subject?.labels['name'] ?? '').toBe(shown);
  });

  it.each(
    DASHBOARD.templating.list
      .filter(({ type }) => type === 'query')
      .map((each) => [each.name, each] as const),
  )(
    'has values for the variable %s, each of which can be chosen whatever is in it',
    (_, variable) =>
      vi.waitFor(async () => {
        const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(queryOf(variable)) ?? [];
        const values = await askLabelValues(laboratory.url, label, interpolate(selector, ALL, SHOWN));
        expect(values, variable.name).not.toEqual([]);
        if (variable.name === 'source') expect(values).toContain(ODD_SOURCE);
        for (const value of values) {
          const info =
            'count by (job, instance, source) (tls_cert_source_up{job=~"$job", instance=~"$instance", source=~"$source"})';
          const chosen = await ask(info, true, { [variable.name]: value });
          expect(chosen.every(({ labels }) => labels[variable.name] === value)).toBe(true);
          if (variable.name !== 'instance') expect(chosen).not.toEqual([]);
        }
        const several = await ask('tls_cert_source_up{source=~"$source"}', true, {
          source: [ODD_SOURCE, 'handshake'],
        });
        expect(several.map(({ labels }) => labels['source'])).toContain(ODD_SOURCE);
      }, PATIENCE),
    SLOW,
  );

  it(
    'has each label that a column, a legend or an axis speaks of',
    () =>
      vi.waitFor(async () => {
        const missing: string[] = [];
        for (const panel of PANELS.filter(({ title }) => !WITHOUT_DATA.includes(title))) {
          const found = new Set<string>();
          for (const { expr, instant, legendFormat = '' } of panel.targets ?? []) {
            const own = new Set(
              (await ask(expr, instant === true)).flatMap(({ labels }) => Object.keys(labels)),
            );
            for (const label of own) found.add(label);
            for (const [, label = ''] of legendFormat.matchAll(/\{\{(\w+)\}\}/g)) {
              if (!own.has(label)) missing.push(`${panel.title}: legend ${label}`);
            }
          }
          for (const field of columnsOf(panel).values()) {
            if (!field.startsWith('Value') && !found.has(field))
              missing.push(`${panel.title}: column ${field}`);
          }
        }
        expect(
          missing.filter((each) => each !== UNIT && !(withoutCluster && each.includes('object_'))),
        ).toEqual([]);
      }, PATIENCE),
    SLOW,
  );

  const tables = PANELS.filter(({ type, targets = [] }) => type === 'table' && targets.length > 1);

  it.each(tables.map((panel) => [panel.title, panel] as const))(
    '%s has one row of each thing, with all that is asked of it',
    async (title, panel) => {
      if (WITHOUT_DATA.includes(title)) return;
      await vi.waitFor(async () => {
        const answers = new Map<string, AskedSeries[]>();
        for (const { refId, expr } of panel.targets ?? []) answers.set(refId, await ask(expr, true));
        const rows = mergedRows(answers);
        expect(rows).toHaveLength(answers.get('A')?.length ?? 0);
        for (const refId of answers.keys()) {
          expect(
            rows.some((row) => row['Value #A'] !== undefined && row[`Value #${refId}`] !== undefined),
          ).toBe(true);
        }
      }, PATIENCE);
    },
    SLOW,
  );

  it('counts what is wrong, and only that', { timeout: SLOW }, async () => {
    const value = async (title: string, choice: Choice = {}): Promise<number | undefined> => {
      const expr = QUERIES.find(({ panel }) => panel.title === title)?.expr ?? '';
      const series = await ask(expr, true, { source: [ODD_SOURCE, 'handshake'], ...choice });
      expect(series.length, title).toBeLessThanOrEqual(1);
      return series[0]?.values[0];
    };
    await vi.waitFor(async () => {
      expect(await value('Exporters down')).toBe(1);
      // gone.pem, and what the server with the old certificate serves, by two modules.
      expect(await value('Expired')).toBe(3);
      expect(await value('Expire within 7 days')).toBe(2);
      // soon.pem; short.pem has more than a quarter left, and renewed.pem is renewed.
      expect(await value('Renewal overdue')).toBe(1);
      expect(await value('Unusable places')).toBe(1);
      expect(await value('Handshakes failing')).toBe(3);
      expect(await value('Served, not stored')).toBe(2);
      expect(await value('Sources down')).toBe(0);
      expect(await value('Rotations in trouble')).toBe(1);
      expect(await value('Bundle findings')).toBeGreaterThan(0);
    }, PATIENCE);
    // Weeks and tenths in which nothing is are there as 0.
    const counted = async (title: string, label: string): Promise<Record<string, number | undefined>> => {
      const expr = QUERIES.find(({ panel }) => panel.title === title)?.expr ?? '';
      const series = await ask(expr, true, { source: [ODD_SOURCE] });
      return Object.fromEntries(series.map(({ labels, values }) => [labels[label], values[0]]));
    };
    await vi.waitFor(async () => {
      const weeks = await counted('Expiry over the next 90 days', 'week');
      expect(Object.keys(weeks)).toHaveLength(13);
      // soon.pem and short.pem; good.pem, other.pem and renewed.pem; roots have years.
      expect(weeks).toMatchObject({ '01': 2, '02': 0, '12': 2, '13': 1 });
      expect(await counted('Share of the lifetime used', 'used')).toMatchObject({
        '00': 1,
        '10': 3,
        '20': 0,
        '90': 1,
        expired: 1,
      });
    }, PATIENCE);
    // Nothing is said of what is not known.
    expect(await value('Expired', { source: 'none' })).toBeUndefined();
    expect(await value('Handshakes failing', { instance: 'none' })).toBeUndefined();
  });
});
