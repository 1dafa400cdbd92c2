import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DASHBOARD } from '../support/grafana/classic-dashboard.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (path: string): unknown => parse(readFileSync(join(ROOT, path), 'utf8'));

interface Provider {
  readonly type: string;
  readonly options: { readonly path: string };
}

interface ProvisionedSource {
  readonly type: string;
  readonly url: string;
  readonly isDefault: boolean;
}

const { providers } = read('grafana/provisioning/dashboards/tls-cert-exporter.yml') as {
  providers: Provider[];
};
const { datasources } = read('grafana/provisioning/datasources/prometheus.yml') as {
  datasources: ProvisionedSource[];
};

describe('what is provisioned', () => {
  it('is a data source that the dashboard can choose', () => {
    const types = DASHBOARD.templating.list
      .filter(({ type }) => type === 'datasource')
      .map(({ query }) => query);
    expect(datasources.map(({ type }) => type)).toEqual(types);
    expect(datasources).toMatchObject([{ access: 'proxy', isDefault: true }]);
  });

  it('is a folder of dashboards that nobody changes in Grafana', () => {
    expect(providers).toMatchObject([{ type: 'file', allowUiUpdates: false }]);
  });

  it('is where docs/grafana.md and the demonstration put it', () => {
    const [path = ''] = providers.map(({ options }) => options.path);
    expect(readFileSync(join(ROOT, 'docs/grafana.md'), 'utf8')).toContain(`\`${path}/\``);
    const compose = read('deploy/compose/compose.yaml') as {
      services: Record<string, { volumes?: (string | object)[]; ports?: unknown }>;
    };
    const mounted = compose.services['grafana']?.volumes ?? [];
    expect(mounted).toEqual(
      expect.arrayContaining([
        '../../grafana/provisioning:/etc/grafana/provisioning:ro',
        `../../grafana/dashboards:${path}:ro`,
      ]),
    );
    for (const { url } of datasources) expect(compose.services).toHaveProperty(new URL(url).hostname);
  });
});
