// What of a dashboard can be drawn here. Without imports from Grafana's packages, which only this folder has: a test of
// the root holds it against the dashboard, and the page's types hold it against what the page has.

/** Types of panels; `page/panels/` has a component for each but the row. */
export const PANEL_TYPES = [
  'barchart',
  'bargauge',
  'row',
  'stat',
  'state-timeline',
  'table',
  'timeseries',
] as const;
export type PanelType = (typeof PANEL_TYPES)[number];

/** Transformations, which are those of @grafana/data. */
export const TRANSFORMATIONS = ['filterFieldsByName', 'merge', 'organize', 'sortBy'] as const;
export type Transformation = (typeof TRANSFORMATIONS)[number];

/** What defaults and overrides may set: of Grafana's own, and of the panel (`custom.`). */
export const PROPERTIES = [
  'color',
  'decimals',
  'links',
  'mappings',
  'max',
  'min',
  'noValue',
  'thresholds',
  'unit',
  'custom.align',
  'custom.cellOptions',
  'custom.drawStyle',
  'custom.fillOpacity',
  'custom.filterable',
  'custom.gradientMode',
  'custom.inspect',
  'custom.lineWidth',
  'custom.minWidth',
  'custom.showPoints',
  'custom.spanNulls',
  'custom.stacking',
  'custom.width',
] as const;
export type Property = (typeof PROPERTIES)[number];

/** Types of `custom.cellOptions`; Grafana's table draws them. */
export const CELL_TYPES = ['auto', 'color-background', 'color-text', 'data-links', 'gauge'] as const;
