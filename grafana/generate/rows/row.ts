import type { Builder } from '@grafana/grafana-foundation-sdk/cog';
import type { DataSourceRef } from '@grafana/grafana-foundation-sdk/common';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';

/** A panel whose id and data source the dashboard gives. */
export interface RowPanel extends Builder<Panel> {
  id(id: number): this;
  datasource(datasource: DataSourceRef): this;
}

/** Panels of one subject under a heading; they fill lines of 24 columns from left to right. */
export interface Row {
  readonly title: string;
  readonly isCollapsed: boolean;
  readonly panels: readonly RowPanel[];
}
