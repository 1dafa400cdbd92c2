import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import {
  CustomVariableBuilder,
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  type VariableModel,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { DATA_SOURCE } from './queries.ts';
import { HOST } from './selectors.ts';

const ALL = { text: ['All'], value: ['$__all'], selected: true };

/** One that asks Prometheus for the values of a label, several of which may be chosen. */
function labelValues(
  name: string,
  label: string,
  selector: string,
  description: string,
): QueryVariableBuilder {
  const query = `label_values(${selector}, ${name})`;
  return new QueryVariableBuilder(name)
    .label(label)
    .description(description)
    .datasource(DATA_SOURCE)
    .query(query)
    .definition(query)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc)
    .multi(true)
    .includeAll(true)
    .allValue('.+')
    .current(ALL);
}

/** What is chosen at the top of the dashboard. */
export function variables(): Builder<VariableModel>[] {
  return [
    new DatasourceVariableBuilder('datasource')
      .label('Data source')
      .description('The Prometheus that scrapes the exporters.')
      .type('prometheus'),
    labelValues('job', 'Job', 'tls_cert_exporter_build_info', 'The scrape job.'),
    labelValues('instance', 'Instance', 'tls_cert_exporter_build_info{job=~"$job"}', 'The exporter.'),
    labelValues(
      'source',
      'Source',
      `tls_cert_source_certificates{${HOST}}`,
      'Where certificates are found; `handshake` for those that targets serve.',
    ),
    // Roots are left out until they are asked for: every host has some hundred, and a patched Debian 12 has four that
    // have expired, which nobody there can change.
    new CustomVariableBuilder('role')
      .label('Role')
      .description('Roots are left out until they are chosen: distributions ship some that have expired.')
      .values('leaf,intermediate,root')
      .multi(true)
      .includeAll(true)
      .allValue('.+')
      .options([
        { text: 'All', value: '$__all', selected: false },
        { text: 'leaf', value: 'leaf', selected: true },
        { text: 'intermediate', value: 'intermediate', selected: true },
        { text: 'root', value: 'root', selected: false },
      ])
      .current({ text: ['leaf', 'intermediate'], value: ['leaf', 'intermediate'], selected: true }),
  ];
}
