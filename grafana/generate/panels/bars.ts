import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import { BY_THRESHOLDS, PLAIN, type Step, thresholds } from '../look.ts';
import { now, refIdOf } from '../queries.ts';
import type { Series } from './time-series.ts';

export interface Bars {
  readonly title: string;
  readonly description: string;
  readonly series: readonly Series[];
  readonly unit: string;
  readonly noValue: string;
  readonly steps?: readonly Step[];
  readonly max?: number;
  readonly decimals?: number;
}

/** A bar for each series, of what is true now, with its name and its value. */
export function bars({ title, description, series, unit, noValue, steps, ...scale }: Bars): PanelBuilder {
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .targets(series.map(([expression, legend], index) => now(expression, refIdOf(index), legend)))
    .unit(unit)
    .noValue(noValue)
    .min(0)
    .thresholds(thresholds(steps ?? PLAIN))
    .colorScheme(BY_THRESHOLDS)
    .orientation(VizOrientation.Horizontal)
    .displayMode(BarGaugeDisplayMode.Basic)
    .valueMode(BarGaugeValueMode.Text)
    .namePlacement(BarGaugeNamePlacement.Left)
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
    .span(12)
    .height(8);
  if (scale.max !== undefined) panel.max(scale.max);
  if (scale.decimals !== undefined) panel.decimals(scale.decimals);
  return panel;
}
