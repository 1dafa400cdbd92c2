import { readFileSync } from 'node:fs';
import { DASHBOARD_FILE } from '../../../grafana/generate/file.ts';

/** What tests read of a dashboard in Grafana's classic form, as it stands in the file. */
export interface ClassicDashboard {
  readonly uid: string;
  readonly title: string;
  readonly editable: boolean;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly ClassicVariable[] };
  readonly annotations: { readonly list: readonly ClassicAnnotation[] };
  readonly panels: readonly ClassicPanel[];
}

export interface DataSource {
  readonly type: string;
  readonly uid: string;
}

export interface ClassicVariable {
  readonly name: string;
  readonly type: string;
  readonly label: string;
  readonly query: string | { readonly query: string };
  readonly datasource?: DataSource;
  readonly refresh?: number;
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string;
  readonly current?: { readonly value: string | readonly string[] };
}

export interface ClassicAnnotation {
  readonly name: string;
  readonly datasource: DataSource;
  readonly expr: string;
  readonly step: string;
  readonly iconColor: string;
  readonly enable: boolean;
  readonly useValueForTime?: boolean;
  readonly titleFormat: string;
  readonly textFormat: string;
}

export interface ClassicTarget {
  readonly refId: string;
  readonly expr: string;
  readonly datasource: DataSource;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly format?: string;
  readonly legendFormat?: string;
}

export interface ClassicPanel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly datasource?: DataSource;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly collapsed?: boolean;
  readonly panels?: readonly ClassicPanel[];
  readonly targets?: readonly ClassicTarget[];
  readonly transformations?: readonly { readonly id: string; readonly options: Record<string, unknown> }[];
  readonly links?: readonly { readonly url: string }[];
  readonly options?: {
    readonly sortBy?: readonly { readonly displayName: string }[];
    readonly xField?: string;
  };
  readonly fieldConfig?: {
    readonly defaults: {
      readonly unit?: string;
      readonly noValue?: string;
      readonly mappings?: readonly unknown[];
      readonly thresholds?: {
        readonly steps: readonly { readonly color: string; readonly value: number | null }[];
      };
    };
    readonly overrides: readonly {
      readonly matcher: { readonly id: string; readonly options: string };
      readonly properties: readonly { readonly id: string; readonly value: unknown }[];
    }[];
  };
}

/** The file that people import. */
export const DASHBOARD_TEXT = readFileSync(DASHBOARD_FILE, 'utf8');

export const DASHBOARD = JSON.parse(DASHBOARD_TEXT) as ClassicDashboard;

/** Rows and panels in the order of their places, those of collapsed rows after their row. */
export const EVERY_PANEL: readonly ClassicPanel[] = DASHBOARD.panels.flatMap((panel) => [
  panel,
  ...(panel.panels ?? []),
]);

/** Those that show something. */
export const PANELS = EVERY_PANEL.filter(({ type }) => type !== 'row');

/** A query with where it stands. */
export interface PlacedQuery {
  /** `panel A`, or the name of an annotation. */
  readonly place: string;
  readonly expr: string;
}

export const QUERIES: readonly (PlacedQuery & {
  readonly panel: ClassicPanel;
  readonly target: ClassicTarget;
})[] = PANELS.flatMap((panel) =>
  (panel.targets ?? []).map((target) => ({
    place: `${panel.title} ${target.refId}`,
    expr: target.expr,
    panel,
    target,
  })),
);

/** The text that a variable asks Prometheus. */
export function queryOf({ query }: ClassicVariable): string {
  return typeof query === 'string' ? query : query.query;
}

/** How the columns of a table are called before they are renamed, by how they are called then. */
export function columnsOf(panel: ClassicPanel): ReadonlyMap<string, string> {
  const organize = panel.transformations?.find(({ id }) => id === 'organize');
  const renamed = (organize?.options['renameByName'] ?? {}) as Record<string, string>;
  return new Map(Object.entries(renamed).map(([field, title]) => [title, field]));
}
