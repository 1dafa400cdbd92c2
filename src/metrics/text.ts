import type { Family, FamilyDescription, MetricType, Sample } from './family.ts';
import type { Format } from './format.ts';
import { renderLabels } from './labels.ts';
import type { OwnMetric } from './process.ts';

type Described = Pick<FamilyDescription, 'name' | 'help' | 'type'>;

/** What a header is made of never changes, and an answer to `/probe` has fifty of them. */
const HEADERS: Readonly<Record<Format, WeakMap<Described, string>>> = {
  text: new WeakMap(),
  openmetrics: new WeakMap(),
};

/**
 * The lines `# HELP` and `# TYPE` of a family. A counter is named with `_total` in the text format and without it
 * in OpenMetrics; its samples have it in both.
 */
export function renderHeader(family: Described, format: Format): string {
  const known = HEADERS[format].get(family);
  if (known !== undefined) return known;
  const name = format === 'openmetrics' ? openMetricsName(family.name, family.type) : family.name;
  const header = `# HELP ${name} ${escapeHelp(family.help, format)}\n# TYPE ${name} ${family.type}\n`;
  HEADERS[format].set(family, header);
  return header;
}

/** A family whole, or nothing where it has no sample now. */
export function renderFamily<Input>(family: Family<Input>, input: Input, format: Format): string {
  return renderSamples(family, family.samples(input), format);
}

export function renderOwnMetric(metric: OwnMetric, format: Format): string {
  return renderSamples(metric, metric.samples, format);
}

function renderSamples(family: Described, samples: Iterable<Sample>, format: Format): string {
  let text = '';
  for (const { labels, value, suffix } of samples) {
    if (!Number.isFinite(value)) continue;
    const rendered = labels === undefined ? '' : renderLabels(labels);
    text += `${family.name}${suffix ?? ''}${rendered === '' ? '' : `{${rendered}}`} ${value}\n`;
  }
  return text === '' ? '' : renderHeader(family, format) + text;
}

function openMetricsName(name: string, type: MetricType): string {
  return type === 'counter' && name.endsWith('_total') ? name.slice(0, -'_total'.length) : name;
}

/** The text format escapes `\` and line feed in help, OpenMetrics quotation marks as well. */
function escapeHelp(help: string, format: Format): string {
  const escaped = help.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
  return format === 'openmetrics' ? escaped.replaceAll('"', '\\"') : escaped;
}
