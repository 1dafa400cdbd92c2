import {
  LegendDisplayMode,
  LegendPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import type { ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { BY_THRESHOLDS } from '../look.ts';
import { over } from '../queries.ts';

export interface StateTimeline {
  readonly title: string;
  readonly description: string;
  readonly expression: string;
  readonly legend: string;
  readonly mappings: readonly ValueMapping[];
  readonly noValue: string;
}

/** A band for each series, coloured by what it was when. */
export function stateTimeline(options: StateTimeline): PanelBuilder {
  return new PanelBuilder()
    .title(options.title)
    .description(options.description)
    .withTarget(over(options.expression, 'A', options.legend))
    .mappings([...options.mappings])
    .colorScheme(BY_THRESHOLDS)
    .noValue(options.noValue)
    .unit('none')
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .rowHeight(0.8)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([]),
    )
    .span(12)
    .height(8);
}
