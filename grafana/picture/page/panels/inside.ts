import type { ComponentType } from 'react';
import type { PanelType } from '../../known.ts';
import { Columns } from './bar-chart.tsx';
import { Bars } from './bar-gauge.tsx';
import type { PanelProps } from './panel-props.ts';
import { Stat } from './stat.tsx';
import { StateTimeline } from './state-timeline.tsx';
import { Table } from './table.tsx';
import { TimeSeries } from './time-series.tsx';

/** What draws the inside of each type of panel. */
export const INSIDE: Record<Exclude<PanelType, 'row'>, ComponentType<PanelProps>> = {
  barchart: Columns,
  bargauge: Bars,
  stat: Stat,
  'state-timeline': StateTimeline,
  table: Table,
  timeseries: TimeSeries,
};
