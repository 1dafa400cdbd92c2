import {
  type ClassicPanel,
  type ClassicTarget,
  DASHBOARD,
  PANELS,
} from '../../test/support/grafana/classic-dashboard.ts';
import { interpolate } from '../../test/support/grafana/interpolate.ts';
import type { Answer, AnsweredSeries, Mark, ShownTime } from './question.ts';

/** How often the demonstration's Prometheus has scraped, in seconds: the `timeInterval` of its data source. */
export const SCRAPE_INTERVAL = 60;

/** The steps that Grafana takes (`roundInterval` in packages/grafana-data/src/datetime/rangeutil.ts), of those in question. */
const STEPS = [60, 120, 300, 600, 900, 1200, 1800, 3600] as const;

/** Asks every query of every panel as Grafana would as the dashboard opens. By the id of the panel. */
export async function askAll(url: string, time: ShownTime): Promise<Record<number, Answer[]>> {
  const answers: Record<number, Answer[]> = {};
  for (const panel of PANELS) {
    answers[panel.id] = await Promise.all(
      (panel.targets ?? []).map((target) => askTarget(url, panel, target, time)),
    );
  }
  return answers;
}

async function askTarget(
  url: string,
  panel: ClassicPanel,
  { refId, expr, instant, format, legendFormat }: ClassicTarget,
  time: ShownTime,
): Promise<Answer> {
  const range = time.to - time.from;
  // A point for each pixel, as far as there are so many; a column of the grid has some 65.
  const wanted = range / (panel.gridPos.w * 65);
  const step = STEPS.find((each) => each >= wanted * 0.8 && each >= SCRAPE_INTERVAL) ?? 3600;
  const rateInterval = Math.max(step + SCRAPE_INTERVAL, 4 * SCRAPE_INTERVAL);
  const query = interpolate(expr, {}, { range, rateInterval });
  const parameters: Record<string, string> = instant
    ? { query, time: String(time.to) }
    : { query, start: aligned(time.from, step), end: aligned(time.to, step), step: String(step) };
  const series = await ask(url, instant ? 'query' : 'query_range', parameters);
  return {
    refId,
    isTable: format === 'table',
    legend: legendFormat ?? '__auto',
    step: instant ? 0 : step,
    series,
  };
}

/** The step that a time lies in, as Grafana's data source aligns both ends. */
function aligned(time: number, step: number): string {
  return String(Math.floor(time / step) * step);
}

/** The marks that are switched on as the dashboard opens. */
export async function askMarks(url: string, time: ShownTime): Promise<Mark[]> {
  const marks: Mark[] = [];
  for (const { expr, iconColor, enable, step } of DASHBOARD.annotations.list) {
    if (!enable) continue;
    const query = interpolate(expr, {}, { range: time.to - time.from, rateInterval: 4 * SCRAPE_INTERVAL });
    const series = await ask(url, 'query_range', {
      query,
      start: String(time.from),
      end: String(time.to),
      step,
    });
    // `useValueForTime`: the value is the time in milliseconds.
    const times = new Set(series.flatMap(({ points }) => points.map(([, value]) => Number(value) / 1000)));
    marks.push(
      ...[...times].filter((each) => each >= time.from).map((each) => ({ time: each, color: iconColor })),
    );
  }
  return marks;
}

async function ask(url: string, path: string, parameters: Record<string, string>): Promise<AnsweredSeries[]> {
  const response = await fetch(`${url}/api/v1/${path}`, {
    method: 'POST',
    body: new URLSearchParams(parameters),
  });
  const answer = (await response.json()) as PrometheusAnswer;
  if (answer.data === undefined) throw new Error(`${parameters['query']}: ${answer.error}`);
  return answer.data.result.map(({ metric, value, values }) => ({
    labels: metric,
    points: values ?? (value === undefined ? [] : [value]),
  }));
}

interface PrometheusAnswer {
  readonly error?: string;
  readonly data?: {
    readonly result: readonly {
      readonly metric: Record<string, string>;
      readonly value?: [number, string];
      readonly values?: [number, string][];
    }[];
  };
}
