import { type DataFrame, type Field, FieldType } from '@grafana/data';
import type { Answer, AnsweredSeries } from '../question.ts';

/**
 * The data frames that Grafana's Prometheus data source makes of answers (packages/grafana-prometheus,
 * `result_transformer.ts`): a table is one frame with the time, a field for each label and the value, whose name has
 * the query's where there are several; otherwise each series is a frame whose value is called by its legend.
 */
export function framesOf(answers: readonly Answer[]): DataFrame[] {
  return answers.flatMap((answer) =>
    answer.isTable
      ? [tableOf(answer, answers.length > 1 ? `Value #${answer.refId}` : 'Value')]
      : answer.series.map((series) => seriesFrame(answer, series)),
  );
}

const field = (name: string, type: FieldType, values: unknown[], config: Field['config'] = {}): Field => ({
  name,
  type,
  values,
  config,
});

function tableOf({ refId, series }: Answer, valueName: string): DataFrame {
  const labels = [...new Set(series.flatMap((each) => Object.keys(each.labels)))].toSorted();
  const last = series.map(({ points }) => points.at(-1) ?? ([0, 'NaN'] as const));
  const fields = [
    field(
      'Time',
      FieldType.time,
      last.map(([time]) => time * 1000),
    ),
    ...labels.map((label) =>
      field(
        label,
        FieldType.string,
        series.map((each) => each.labels[label] ?? ''),
        { filterable: true },
      ),
    ),
    field(
      valueName,
      FieldType.number,
      last.map(([, value]) => Number(value)),
    ),
  ];
  return { refId, fields: series.length === 0 ? [] : fields, length: series.length };
}

function seriesFrame({ refId, legend, step }: Answer, { labels, points }: AnsweredSeries): DataFrame {
  const name = nameOf(labels, legend);
  const interval = step === 0 ? {} : { interval: step * 1000 };
  return {
    refId,
    name,
    fields: [
      field(
        'Time',
        FieldType.time,
        points.map(([time]) => time * 1000),
        interval,
      ),
      {
        ...field(
          'Value',
          FieldType.number,
          points.map(([, value]) => Number(value)),
          {
            displayNameFromDS: name,
          },
        ),
        labels: { ...labels },
      },
    ],
    length: points.length,
  };
}

function nameOf(labels: Readonly<Record<string, string>>, legend: string): string {
  if (legend !== '__auto')
    return legend.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => labels[label] ?? '');
  const { __name__: metric = '', ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, value]) => `${label}="${value}"`);
  return pairs.length === 0 ? metric || 'Value' : `${metric}{${pairs.join(', ')}}`;
}
