import {
  BarGaugeDisplayMode,
  BarGaugeValueMode,
  TableCellDisplayMode,
  TableCellHeight,
  TableSortByFieldStateBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type {
  DataTransformerConfig,
  DynamicConfigValue,
  ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/table';
import { BY_THRESHOLDS, type Step, stepsOf } from '../look.ts';
import { refIdOf, rows } from '../queries.ts';
import { REPOSITORY } from '../runbooks.ts';

/** A column: a label, or the value of one of the queries. */
export interface Column {
  readonly title: string;
  readonly label?: string;
  /** Index of the query. */
  readonly value?: number;
  readonly unit?: string;
  readonly decimals?: number;
  readonly steps?: readonly Step[];
  readonly mappings?: readonly ValueMapping[];
  /** Drawn as a bar between these. */
  readonly gauge?: readonly [min: number, max: number];
  readonly width?: number;
  /** What a column without a width has at least; on a small screen the table is then moved sideways. */
  readonly minWidth?: number;
  /** The cell is the name of an alert, or a click on it leads to the runbook of this one. */
  readonly runbook?: 'value' | { readonly alert: string };
}

export interface Table {
  readonly title: string;
  readonly description: string;
  /** All of them of the same things; rows with equal labels become one. */
  readonly queries: readonly string[];
  readonly columns: readonly Column[];
  readonly sortBy: string;
  readonly descending?: boolean;
  readonly noValue: string;
}

/** A table of what is true now. Labels that no column names are left out, whatever a scrape adds. */
export function table({ title, description, queries, columns, ...rest }: Table): PanelBuilder {
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .targets(queries.map((query, index) => rows(query, refIdOf(index))))
    .transformations(transformations(queries.length, columns))
    .sortBy([new TableSortByFieldStateBuilder().displayName(rest.sortBy).desc(rest.descending ?? false)])
    .noValue(rest.noValue)
    .unit('none')
    .colorScheme(BY_THRESHOLDS)
    .cellHeight(TableCellHeight.Sm)
    .filterable(true)
    .showHeader(true)
    // Said of a table without rows; of a cell without a value nothing is.
    .overrideByRegexp('.*', [{ id: 'noValue', value: '' }]);
  for (const column of columns) {
    const properties = propertiesOf(column);
    if (properties.length > 0) panel.overrideByName(column.title, properties);
  }
  return panel;
}

/** How Grafana names the field of a column before it is renamed. */
function fieldOf({ label, value }: Column, queries: number): string {
  if (label !== undefined) return label;
  return queries === 1 ? 'Value' : `Value #${refIdOf(value ?? 0)}`;
}

function transformations(queries: number, columns: readonly Column[]): DataTransformerConfig[] {
  const fields = columns.map((column) => [fieldOf(column, queries), column.title] as const);
  return [
    ...(queries > 1 ? [{ id: 'merge', options: {} }] : []),
    { id: 'filterFieldsByName', options: { include: { names: fields.map(([field]) => field) } } },
    {
      id: 'organize',
      options: {
        excludeByName: {},
        indexByName: Object.fromEntries(fields.map(([field], index) => [field, index])),
        renameByName: Object.fromEntries(fields),
      },
    },
  ];
}

function propertiesOf({
  unit,
  decimals,
  steps,
  mappings,
  gauge,
  width,
  minWidth,
  runbook,
}: Column): DynamicConfigValue[] {
  const properties: DynamicConfigValue[] = [];
  const set = (id: string, value: unknown): void => void properties.push({ id, value });
  if (unit !== undefined) set('unit', unit);
  if (decimals !== undefined) set('decimals', decimals);
  if (steps !== undefined) set('thresholds', { mode: 'absolute', steps: stepsOf(steps) });
  if (mappings !== undefined) set('mappings', mappings);
  if (gauge !== undefined) {
    set('min', gauge[0]);
    set('max', gauge[1]);
    set('custom.cellOptions', {
      type: TableCellDisplayMode.Gauge,
      mode: BarGaugeDisplayMode.Basic,
      valueDisplayMode: BarGaugeValueMode.Color,
    });
  } else if (steps !== undefined || hasColors(mappings)) {
    set('custom.cellOptions', { type: TableCellDisplayMode.ColorText });
  }
  // A word stands where words stand, also where it is said for a number.
  if (mappings !== undefined) set('custom.align', 'left');
  if (width !== undefined) set('custom.width', width);
  if (minWidth !== undefined) set('custom.minWidth', minWidth);
  if (runbook !== undefined) {
    const page = runbook === 'value' ? '${__value.raw}' : runbook.alert;
    set('links', [{ title: 'Runbook', url: `${REPOSITORY}docs/runbooks/${page}.md`, targetBlank: true }]);
  }
  return properties;
}

/** Words without colours of their own are written, and linked, as all others are. */
function hasColors(mappings: readonly ValueMapping[] = []): boolean {
  return JSON.stringify(mappings).includes('"color"');
}
