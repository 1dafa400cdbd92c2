/** One series with its labels and the values that it has. */
export interface AskedSeries {
  readonly labels: Readonly<Record<string, string>>;
  readonly values: readonly number[];
}

interface Answer {
  readonly status: string;
  readonly error?: string;
  readonly data: unknown;
}

interface Matrix {
  readonly result: readonly {
    readonly metric: Record<string, string>;
    readonly value?: readonly [number, string];
    readonly values?: readonly (readonly [number, string])[];
  }[];
}

async function ask(url: string, path: string, parameters: Record<string, string>): Promise<unknown> {
  const body = new URLSearchParams(parameters);
  const response =
    path === 'query' || path === 'query_range' || path === 'format_query'
      ? await fetch(`${url}/api/v1/${path}`, { method: 'POST', body })
      : await fetch(`${url}/api/v1/${path}?${String(body)}`);
  const answer = (await response.json()) as Answer;
  if (answer.status !== 'success') throw new Error(`${parameters['query'] ?? path}: ${answer.error}`);
  return answer.data;
}

const seriesOf = (data: unknown): AskedSeries[] =>
  (data as Matrix).result.map(({ metric, value, values }) => ({
    labels: metric,
    values: (values ?? (value === undefined ? [] : [value])).map(([, each]) => Number(each)),
  }));

/** What is true now. Throws with Prometheus's words where the expression is none. */
export async function askNow(url: string, query: string): Promise<AskedSeries[]> {
  return seriesOf(await ask(url, 'query', { query }));
}

/** What was true in the last `range` seconds, every `step` seconds. */
export async function askOver(
  url: string,
  query: string,
  range: number,
  step: number,
): Promise<AskedSeries[]> {
  const end = Date.now() / 1000;
  return seriesOf(
    await ask(url, 'query_range', {
      query,
      start: String(end - range),
      end: String(end),
      step: String(step),
    }),
  );
}

/** The values of a label, as Grafana asks for those of a variable. */
export async function askLabelValues(url: string, label: string, selector: string): Promise<string[]> {
  return (await ask(url, `label/${label}/values`, { 'match[]': selector })) as string[];
}

/** The expression as Prometheus's own parser prints it. Throws with its words where it is none. */
export async function askFormat(url: string, query: string): Promise<string> {
  return (await ask(url, 'format_query', { query })) as string;
}
