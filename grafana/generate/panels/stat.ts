import {
  BigValueColorMode,
  BigValueGraphMode,
  ReduceDataOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { DashboardLinkBuilder, DashboardLinkType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { BY_THRESHOLDS, NONE_IS_GOOD, type Step, thresholds, UNKNOWN } from '../look.ts';
import { now } from '../queries.ts';
import { runbook } from '../runbooks.ts';

/** One number that somebody should know. */
export interface Stat {
  readonly title: string;
  readonly description: string;
  /** Has a value wherever there is something to count, so that 0 is never said of what is not known. */
  readonly expression: string;
  /** What stands there where nothing is to be counted. */
  readonly noValue: string;
  /** The alert whose runbook a click leads to. */
  readonly alert: string;
  readonly steps?: readonly Step[];
  readonly unit?: string;
}

/** A number on a ground that is green while nothing has to be done. */
export function stat({ title, description, expression, noValue, alert, ...look }: Stat): PanelBuilder {
  const [[lowest] = ['green'], ...higher] = look.steps ?? NONE_IS_GOOD;
  return (
    new PanelBuilder()
      .title(title)
      .description(description)
      .withTarget(now(expression))
      .noValue(noValue)
      .unit(look.unit ?? 'short')
      .decimals(look.unit === 's' ? 1 : 0)
      // What stands there where there is no value has the first colour, and "no audit" is not good news.
      .thresholds(thresholds([[UNKNOWN], [lowest, 0], ...higher]))
      .colorScheme(BY_THRESHOLDS)
      .colorMode(BigValueColorMode.Background)
      .graphMode(BigValueGraphMode.None)
      .reduceOptions(new ReduceDataOptionsBuilder().calcs(['lastNotNull']).values(false).fields(''))
      .links([
        new DashboardLinkBuilder(`Runbook: ${alert}`)
          .type(DashboardLinkType.Link)
          .url(runbook(alert))
          .targetBlank(true),
      ])
      .span(4)
      .height(4)
  );
}
