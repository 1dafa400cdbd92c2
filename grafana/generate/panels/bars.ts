import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  BarGaugeSizing,
  BarGaugeValueMode,
  ReduceDataOptionsBuilder,
  VizOrientation,
  VizTextDisplayOptionsBuilder,
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
    // Bars and letters of their own accord grow until they fill the panel, and a name of which two are shown is cut off.
    .sizing(BarGaugeSizing.Manual)
    .minVizHeight(14)
    .maxVizHeight(32)
    .text(new VizTextDisplayOptionsBuilder().titleSize(13).valueSize(15))
    .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
    .span(12)
    .height(8);
  if (scale.max !== undefined) panel.max(scale.max);
  if (scale.decimals !== undefined) panel.decimals(scale.decimals);
  return panel;
}
