import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';

/** The data source that is chosen at the top of the dashboard. */
export const DATA_SOURCE: DataSourceRef = { type: 'prometheus', uid: '${datasource}' };

const query = (expression: string, refId: string): DataqueryBuilder =>
  new DataqueryBuilder().datasource(DATA_SOURCE).expr(expression).refId(refId);

/** What is true now, one value for each series. */
export function now(expression: string, refId = 'A', legend = '__auto'): DataqueryBuilder {
  return query(expression, refId).instant().legendFormat(legend);
}

/** What is true now, a row for each series and a column for each label. */
export function rows(expression: string, refId = 'A'): DataqueryBuilder {
  return query(expression, refId).instant().format(PromQueryFormat.Table);
}

/** What was true over the time that is shown. */
export function over(expression: string, refId = 'A', legend = '__auto'): DataqueryBuilder {
  return query(expression, refId).range().legendFormat(legend);
}

/** `A`, `B`, ... in order. */
export function refIdOf(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}
