import { PanelBuilder } from '@grafana/grafana-foundation-sdk/barchart';
import {
  LegendDisplayMode,
  LegendPlacement,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import { BY_THRESHOLDS, PLAIN, type Step, thresholds } from '../look.ts';
import { rows } from '../queries.ts';

export interface Columns {
  readonly title: string;
  readonly description: string;
  readonly expression: string;
  /** The label whose values stand below the columns, in order. */
  readonly label: string;
  readonly labelTitle: string;
  readonly valueTitle: string;
  readonly noValue: string;
  readonly steps?: readonly Step[];
}

/** A column for each value of a label, in the order of the label. */
export function columns({ title, description, expression, label, ...look }: Columns): PanelBuilder {
  return new PanelBuilder()
    .title(title)
    .description(description)
    .withTarget(rows(expression))
    .transformations([
      { id: 'filterFieldsByName', options: { include: { names: [label, 'Value'] } } },
      { id: 'sortBy', options: { fields: {}, sort: [{ field: label, desc: false }] } },
      {
        id: 'organize',
        options: {
          excludeByName: {},
          indexByName: { [label]: 0, Value: 1 },
          renameByName: { [label]: look.labelTitle, Value: look.valueTitle },
        },
      },
    ])
    .unit('short')
    .decimals(0)
    .min(0)
    .noValue(look.noValue)
    .xField(look.labelTitle)
    .orientation(VizOrientation.Vertical)
    .thresholds(thresholds(look.steps ?? PLAIN))
    .colorScheme(BY_THRESHOLDS)
    .fillOpacity(80)
    .showValue(VisibilityMode.Auto)
    .legend(
      new VizLegendOptionsBuilder()
        .showLegend(false)
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .calcs([]),
    )
    .span(12)
    .height(9);
}
