import type { AskedSeries } from './ask-prometheus.ts';

/** A row of a table: labels, and the value of each query by its field's name. */
export type Row = Readonly<Record<string, string>>;

/**
 * What Grafana makes of the answers to the queries of a table: rows with a field for each label (also for `__name__`)
 * that a series of the answer has, empty where another has it not (`transformDFToTable` of its Prometheus data source), put together by its
 * transformation `merge` (packages/grafana-data, transformers/merge.ts): rows become one where the fields that all answers have are
 * equal and no other field contradicts.
 */
export function mergedRows(answers: ReadonlyMap<string, readonly AskedSeries[]>): Row[] {
  const frames = [...answers].map(([refId, series]) => rowsOf(refId, series));
  const common = [...fieldsOf(frames[0] ?? [])].filter((field) =>
    frames.every((frame) => fieldsOf(frame).has(field)),
  );
  const merged: Record<string, string>[] = [];
  for (const row of frames.flat()) {
    const fits = merged.filter(
      (existing) =>
        common.every((field) => existing[field] === row[field]) &&
        Object.entries(row).every(([field, value]) => (existing[field] ?? value) === value),
    );
    if (fits.length === 0) merged.push({ ...row });
    for (const existing of fits) Object.assign(existing, row);
  }
  return merged;
}

function rowsOf(refId: string, series: readonly AskedSeries[]): Row[] {
  const labels = new Set(series.flatMap((each) => Object.keys(each.labels)));
  return series.map((each) => ({
    ...Object.fromEntries([...labels].map((label) => [label, each.labels[label] ?? ''])),
    [`Value #${refId}`]: String(each.values[0]),
  }));
}

function fieldsOf(frame: readonly Row[]): ReadonlySet<string> {
  return new Set(Object.keys(frame[0] ?? {}));
}
