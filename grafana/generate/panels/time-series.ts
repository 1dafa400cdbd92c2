import {
  GraphDrawStyle,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  StackingConfigBuilder,
  StackingMode,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { FieldColorModeId } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { BY_SERIES } from '../look.ts';
import { over, refIdOf } from '../queries.ts';

/** A query and how its series are called. */
export type Series = readonly [expression: string, legend: string];

export interface TimeSeries {
  readonly title: string;
  readonly description: string;
  readonly series: readonly Series[];
  readonly unit: string;
  readonly noValue: string;
  /** Drawn upon each other, for parts of a whole. */
  readonly isStacked?: boolean;
  /** A bar for each step, for events that are counted and not for a state that lasts. */
  readonly areEvents?: boolean;
  /** From 0 to 1, for shares that can be no other. */
  readonly isShare?: boolean;
  /** Many series with short names, which have more room beside the lines than below them. */
  readonly legend?: 'beside';
  /** Colours of series by their names; what good and bad are called is not coloured by chance. */
  readonly colors?: Readonly<Record<string, string>>;
}

/** Lines over time. A gap is a gap: nothing is drawn where nothing was known. */
export function timeSeries({ title, description, series, unit, noValue, ...look }: TimeSeries): PanelBuilder {
  const panel = new PanelBuilder()
    .title(title)
    .description(description)
    .targets(series.map(([expression, legend], index) => over(expression, refIdOf(index), legend)))
    .unit(unit)
    .colorScheme(BY_SERIES)
    .noValue(noValue)
    .min(0)
    .drawStyle(look.areEvents ? GraphDrawStyle.Bars : GraphDrawStyle.Line)
    .lineWidth(1)
    .fillOpacity(look.areEvents ? 100 : look.isStacked ? 40 : 5)
    .showPoints(VisibilityMode.Never)
    .spanNulls(false)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.Table)
        .placement(look.legend === 'beside' ? LegendPlacement.Right : LegendPlacement.Bottom)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending))
    .span(12)
    .height(8);
  if (look.isStacked) panel.stacking(new StackingConfigBuilder().mode(StackingMode.Normal).group('A'));
  if (look.isShare) panel.max(1);
  for (const [name, fixedColor] of Object.entries(look.colors ?? {})) {
    panel.overrideByName(name, [{ id: 'color', value: { mode: FieldColorModeId.Fixed, fixedColor } }]);
  }
  return panel;
}
